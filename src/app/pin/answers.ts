import { type Problem, problem } from '../../errors/index.ts';
import { fullName, majorOf, type PinnedAction, type PinnedImage } from '../../model/pins.ts';
import { Unanswered } from './ask.ts';
import { credentialsFor } from './credentials.ts';
import { compareVersions, type Github, inputsAt, newestRelease } from './github.ts';
import { apiHost, digestOf } from './registry.ts';
import type { WantedAction } from './wanted.ts';

/** Who gave no answer that can be used, and why. */
export interface Missed {
  readonly from: string;
  readonly reason: string;
  /** Whether an older pin stays. */
  readonly kept: boolean;
}

/** What was had; without a value, why not. */
export interface Had<T> {
  readonly name: string;
  readonly value?: T;
  readonly missed?: Missed;
  readonly problems: readonly Problem[];
}

export interface Asking {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** YYYY-MM-DD */
  readonly today: string;
  readonly tell: (line: string) => void;
}

/** Hosts that could not be reached, and why: they are not asked again. */
export type Lost = Map<string, string>;

/** The digest of an image; one that is pinned already keeps its day. */
export async function askImage(
  name: string,
  before: PinnedImage | undefined,
  asking: Asking,
  lost: Lost,
): Promise<Had<PinnedImage>> {
  const full = fullName(name);
  if (!full) return { name, problems: [] };
  const host = apiHost(full.host);
  const credentials = credentialsFor(full.host, asking.env);
  const { helper } = credentials;
  const notes = helper === undefined ? [] : [problem('pin-credential-helper', { host: full.host, helper })];
  return had({ name, from: host, kept: before !== undefined, lost, notes }, async () => {
    const tell = (other: string, why: string) => asking.tell(`asks ${other} for ${why}`);
    const digest = await digestOf(full, { credentials, tell });
    return before?.digest === digest ? before : { digest, pinned: asking.today };
  });
}

/** The newest release of the same major version, unless it would not understand what is given to it. */
export async function askAction(
  wanted: WantedAction,
  before: PinnedAction | undefined,
  github: Github,
  asking: Asking,
  lost: Lost,
): Promise<Had<PinnedAction>> {
  const { name } = wanted;
  const refused: Problem[] = [];
  const kept = before !== undefined && majorOf(before.version) === majorOf(wanted.version);
  const current = kept ? before : wanted;
  const answer = await had({ name, from: github.base.host, kept, lost, notes: [] }, async () => {
    const newest = await newestRelease(github, name, majorOf(wanted.version) ?? 0);
    const order = compareVersions(newest.version, current.version);
    if (order === 0 && newest.commit !== current.commit) {
      const facts = { action: name, version: newest.version, before: current.commit, now: newest.commit };
      refused.push(problem('pin-tag-moved', facts));
      return kept ? before : undefined;
    }
    if (order <= 0 && kept) return before;
    // What devops-flow itself knows is newer than what is published: nothing to take.
    if (order < 0) return undefined;
    const unknown = order === 0 ? [] : await unknownInputs(github, wanted, newest.commit);
    if (unknown.length > 0) {
      refused.push(problem('pin-action-inputs', { action: name, version: newest.version, inputs: unknown }));
      return kept ? before : undefined;
    }
    return { ...newest, pinned: asking.today };
  });
  return { ...answer, problems: [...answer.problems, ...refused] };
}

async function unknownInputs(
  github: Github,
  { name, inputs }: WantedAction,
  commit: string,
): Promise<readonly string[]> {
  const unknown: string[] = [];
  for (const [path, given] of inputs) {
    const known = await inputsAt(github, name, path, commit);
    unknown.push(...[...given].filter(input => !known.has(input.toLowerCase())));
  }
  return unknown;
}

interface Asked {
  readonly name: string;
  readonly from: string;
  readonly kept: boolean;
  readonly lost: Lost;
  readonly notes: readonly Problem[];
}

async function had<T>(
  { name, from, kept, lost, notes }: Asked,
  answer: () => Promise<T | undefined>,
): Promise<Had<T>> {
  const failed = (reason: string): Had<T> => ({
    name,
    problems: notes,
    missed: { from, reason, kept },
  });
  const gone = lost.get(from);
  if (gone !== undefined) return failed(gone);
  try {
    const value = await answer();
    return { name, problems: [], ...(value === undefined ? {} : { value }) };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    if (error.unreachable) lost.set(from, error.message);
    return failed(error.message);
  }
}
