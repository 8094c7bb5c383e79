import { change, type Text, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import { oneLine } from '../shared/text.ts';
import { wellFormed } from './literals.ts';
import { isOpen } from './plan/endpoints.ts';
import type { TestPlan } from './plan/scenario.ts';

export interface Command {
  readonly what: string;
  readonly command: string;
}

/** A code span for a cell of a table: fenced by more backticks than stand in it. */
const code = (value: Text): Text =>
  change(value, given => {
    const clean = wellFormed(oneLine(given)).replaceAll('|', '\\|');
    const runs = (clean.match(/`+/g) ?? []).map(run => run.length);
    const fence = '`'.repeat(Math.max(0, ...runs) + 1);
    const room = /^`|`$/.test(clean) ? ' ' : '';
    return `${fence}${room}${clean}${room}${fence}`;
  });

/** How the tests are run, what the documents promise, and what no test asks. */
export function readme(service: ServingView, plan: TestPlan, commands: readonly Command[]): readonly Text[] {
  return [
    text`# Tests of ${code(service.name)}`,
    '',
    'All of them ask the service at `BASE_URL`, and hold no secret. Those that make something leave it behind.',
    '',
    '| Tests | Run from the folder that holds them |',
    '|---|---|',
    ...commands.map(({ what, command }) => text`| ${what} | ${code(command)} |`),
    ...promised(service),
    ...(plan.unasked.length > 0
      ? [
          '',
          'Not asked:',
          '',
          ...plan.unasked.map(({ endpoint, reason }) => text`- ${code(endpoint)}: ${reason}`),
        ]
      : []),
  ];
}

/** Empty where no document says it. */
function shownBy(auth: ServingView['endpoints'][number]['auth']): Text {
  if (!auth) return '';
  return isOpen({ auth }) ? auth.map(() => 'nothing: everybody may ask') : code(auth);
}

const rateWords = (rate: number) =>
  rate < 1 ? `${Math.round(rate * 60)} requests a minute` : `${rate} requests a second`;

function promised({ endpoints }: ServingView): readonly Text[] {
  if (endpoints.length === 0) return [];
  return [
    '',
    '| Endpoint | Callers show who they are by | 95 of 100 answers within | Limit of one caller |',
    '|---|---|---|---|',
    ...endpoints.map(
      ({ name, auth, p95Ms, rateLimit }) =>
        text`| ${code(name)} | ${shownBy(auth)} | ${p95Ms ? text`${p95Ms} ms` : ''} | ${rateLimit ? rateLimit.map(rateWords) : ''} |`,
    ),
  ];
}
