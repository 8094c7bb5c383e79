import { type Deploy, lostByUs } from '../deliver/engine/deploy.ts';
import { count, type Problem, problem } from '../errors/index.ts';

/** What was counted, at both ends. */
export interface Figures {
  readonly deploys: readonly Deploy[];
  readonly client: { readonly requests: number; readonly lost: number };
  readonly router: { readonly requests: number };
  readonly writes: { readonly acknowledged: number; readonly storedOnce: number };
}

const outcomes = 'promoted, promoted, rolled-back';

/** One `story-broken` for each figure that is not what the story promises. */
export function storyProblems({ deploys, client, router, writes }: Figures): Problem[] {
  const inLedgers = deploys.reduce((n, deploy) => n + lostByUs(deploy), 0);
  const figures: readonly (readonly [figure: string, found: string, wanted: string, holds: boolean])[] = [
    ended(deploys.map(({ outcome }) => outcome).join(', ')),
    ['requests lost, counted at the client', count(client.lost), '0', client.lost === 0],
    ['requests lost, by the ledgers', count(inLedgers), '0', inLedgers === 0],
    [
      'acknowledged writes that are stored once',
      count(writes.storedOnce),
      count(writes.acknowledged),
      writes.storedOnce === writes.acknowledged,
    ],
    [
      'requests that the router saw',
      count(router.requests),
      `${count(client.requests)} or more`,
      // More than ours is somebody else's curiosity; fewer would be requests that nobody can account for.
      router.requests >= client.requests,
    ],
  ];
  return figures.flatMap(([figure, found, wanted, holds]) =>
    holds ? [] : [problem('story-broken', { figure, found, wanted })],
  );
}

const ended = (found: string) =>
  ['v1, v2 and v3 ended', found || 'not at all', outcomes, found === outcomes] as const;

/** The parts that this run has really exercised, by what it recorded. */
export function ranHere({ deploys, router }: Pick<Figures, 'deploys' | 'router'>): string[] {
  const promoted = deploys.filter(({ outcome }) => outcome === 'promoted');
  const parts: readonly (readonly [string, boolean])[] = [
    ['service', promoted.length > 0],
    ['router', router.requests > 0],
    ['deploy', promoted.some(({ previous }) => previous !== null)],
    ['rollback', deploys.some(({ outcome, rollbackMs }) => outcome === 'rolled-back' && rollbackMs !== null)],
  ];
  return parts.flatMap(([part, ran]) => (ran ? [part] : []));
}
