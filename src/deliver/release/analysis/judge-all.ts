import type { Watched } from '../stage.ts';
import type { Active } from '../state.ts';
import type { Judgment, Look, Progress } from './criteria.ts';
import { judgeLook } from './judge-look.ts';
import { noLooks } from './progress.ts';

export interface Judged extends Omit<Judgment, 'progress'> {
  readonly progress: Readonly<Record<string, Progress>>;
}

const worstFirst = ['fail', 'inconclusive', 'continue', 'pass'] as const;
const noRequests: Look = { version: { requests: 0, errors: 0, latency: {} }, answers: [] };

/** Whose figures they are comes first: "web: copies: 3 of 40 requests …". */
const named = (of: readonly string[], text: string): string => [...of, text].join(': ');

/** Several services that are released together are as good as the worst of them. */
export function judgeAll(
  { plan, progress }: Pick<Active, 'plan' | 'progress'>,
  watched: readonly Watched[],
  looks: readonly Look[],
  isFinal: boolean,
): Judged {
  const { comparison: _, ...alone } = plan.criteria;
  const isOne = watched.length === 1;
  const judgments = watched.map(({ service, group, baseline }, i) => {
    // With all traffic on the new version there is nothing beside it any more.
    const criteria = baseline === undefined ? alone : plan.criteria;
    return {
      service,
      of: [...(isOne ? [] : [service]), ...(group.endsWith('~mirror') ? ['copies'] : [])],
      ...judgeLook(looks[i] ?? noRequests, progress[service] ?? noLooks(), criteria, isFinal),
    };
  });
  const verdict = worstFirst.find(one => judgments.some(judgment => judgment.verdict === one)) ?? 'pass';
  return {
    verdict,
    sentence: judgments
      .filter(judgment => judgment.verdict === verdict)
      .map(({ of, sentence }) => named(of, sentence))
      .join('; '),
    details: judgments.flatMap(({ of, details }) => details.map(line => named(of, line))),
    progress: Object.fromEntries(judgments.map(({ service, progress: own }) => [service, own])),
  };
}
