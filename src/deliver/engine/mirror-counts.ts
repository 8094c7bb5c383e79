import type { DeployPlan } from '../release/plan.ts';
import type { MirrorCounts, RouterStats } from './table.ts';

export const noCopies: MirrorCounts = {
  sent: 0,
  compared: 0,
  differing: { status: 0, body: 0, type: 0 },
  failed: 0,
  skipped: 0,
};

/** Copies that several routers, or one for several deploys, have counted. */
export const addedUp = (all: readonly MirrorCounts[]): MirrorCounts =>
  all.reduce(
    (sum, { sent, compared, differing, failed, skipped }) => ({
      sent: sum.sent + sent,
      compared: sum.compared + compared,
      differing: {
        status: sum.differing.status + differing.status,
        body: sum.differing.body + differing.body,
        type: sum.differing.type + differing.type,
      },
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    noCopies,
  );

/** Copies that were sent under a deploy, of all of its services; null where its plan has none sent. */
export function copiesOf({ id, stages }: DeployPlan, stats: readonly RouterStats[]): MirrorCounts | null {
  const isMirrored = stages.some(
    stage => stage.kind === 'shift' && stage.splits.some(({ mirror }) => mirror !== undefined),
  );
  if (!isMirrored) return null;
  return addedUp(stats.flatMap(({ mirror }) => (mirror?.deploy === id ? [mirror] : [])));
}
