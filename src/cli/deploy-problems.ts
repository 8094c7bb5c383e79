import type { Deploy } from '../deliver/engine/deploy.ts';
import type { StartFailure } from '../deliver/engine/ports.ts';
import { type Place, type Problem, problem } from '../errors/index.ts';
import { causeOf } from './deploy-words.ts';

export interface DeployProblems {
  /** A deploy begins: what was noted of one that was cut off before it is forgotten. */
  readonly begin: () => void;
  readonly note: (failure: StartFailure) => void;
  /** Why the deploy was not promoted; nothing when it was. */
  readonly of: (deploy: Deploy | null, known?: Known) => readonly Problem[];
}

interface Known {
  /** What the version logged first of its own errors. */
  readonly firstError: string | null;
  readonly places: { readonly command?: Place | undefined; readonly ready?: Place | undefined };
}

/** As the release and the engine word it. */
const asked = /^(?:rejected|aborted) by | takes its place$/;
const interrupted = 'interrupted by Ctrl-C';

/** Keeps why a version did not start, and makes the one problem of a deploy that was not promoted. */
export function deployProblems(): DeployProblems {
  let noted: StartFailure | undefined;
  return {
    begin: () => {
      noted = undefined;
    },
    note: failure => {
      noted = failure;
    },
    of: (deploy, known) => {
      if (!deploy || deploy.outcome === 'promoted') return [];
      if (deploy.reason === interrupted) return [problem('deploy-interrupted', { version: deploy.version })];
      if (noted && (deploy.readyMs === null || deploy.switchMs === null))
        return [startFailed(deploy, noted, known)];
      const detail = known?.firstError ? { detail: [`first error: ${known.firstError}`] } : {};
      const { version, reason: sentence } = deploy;
      const service = deploy.members.length > 1 ? (causeOf(deploy) ?? deploy.members[0]?.service) : undefined;
      const facts = { version, sentence, service };
      if (deploy.outcome !== 'rolled-back')
        return [problem('deploy-failed', { ...facts, left: left(deploy) }, detail)];
      const isAsked = asked.test(sentence);
      const id = deploy.serving === deploy.release ? 'flag-turned-off' : 'deploy-rolled-back';
      return [problem(id, { ...facts, isAsked }, detail)];
    },
  };
}

/** What a deploy leaves that could be neither promoted nor rolled back. */
function left({ kind, serving }: Deploy): 'nothing' | 'scaled' | 'itself' {
  if (kind === 'scale') return 'scaled';
  return serving === null ? 'nothing' : 'itself';
}

/** What serves after a deploy that was not promoted, in a few words. */
export function whatServes({ serving, release, version, previous }: Deploy): string {
  if (serving === null) return 'nothing serves';
  return `${serving === release ? version : (previous ?? 'what served before')} still serves`;
}

function startFailed(deploy: Deploy, failure: StartFailure, known: Known | undefined): Problem {
  const { lastLines } = failure;
  const detail =
    lastLines.length > 0 ? ['its last log lines:', ...lastLines] : ['it wrote nothing to its log'];
  const at = placeOf(failure, known);
  const facts = { version: deploy.version, sentence: deploy.reason, serves: whatServes(deploy) };
  return problem('start-failed', facts, { detail, ...(at && { at }) });
}

/** The line of the documents that the failure speaks against. */
function placeOf({ reason }: StartFailure, known: Known | undefined): Place | undefined {
  if (reason === 'command-missing' || reason === 'cannot-start') return known?.places.command;
  return reason === 'not-ready' ? known?.places.ready : undefined;
}
