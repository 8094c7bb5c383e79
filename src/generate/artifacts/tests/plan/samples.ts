import type { Text } from '../../../../model/traced.ts';
import { needsSecret, smallestBody } from './body.ts';
import type { EndpointView } from './path.ts';
import { type Statuses, success } from './scenario.ts';

/** A body that the service accepts, and what it answers. */
export interface Sample {
  readonly name: Text;
  readonly body?: Text;
  readonly status: Statuses;
  readonly holds?: Text;
}

/** Where no document shows what is answered, any success is right. */
export const unsaid: Sample = { name: '', status: success };

type Example = EndpointView['examples'][number];

/** What comes back in an example; what holds a secret cannot be compared. */
export const answerOf = ({ name, status, response }: Example): Sample => ({
  name,
  status: status ? { from: status, to: status } : success,
  ...(response && !needsSecret(response.value) ? { holds: response } : {}),
});

/** The examples that need no secret; where there are none at all, the least that the schema of the body asks for. */
export function samplesOf({ examples, requestSchema }: EndpointView): readonly Sample[] {
  const shown = examples.flatMap((example): readonly Sample[] => {
    const { request } = example;
    if (!request) return [answerOf(example)];
    return needsSecret(request.value) ? [] : [{ ...answerOf(example), body: request }];
  });
  if (examples.length > 0 || !requestSchema) return shown;
  const body = smallestBody(requestSchema.value);
  if (body === undefined) return [];
  return [
    { name: 'the least that its schema asks for', body: requestSchema.map(() => body), status: success },
  ];
}
