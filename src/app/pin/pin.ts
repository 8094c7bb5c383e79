import { join } from 'node:path';
import { Failure, type Problem, problem } from '../../errors/index.ts';
import { printPins } from '../../generate/pins/file.ts';
import { fullName, type PinnedAction, type PinnedImage, type Pins, pinsFile } from '../../model/pins.ts';
import { readPins } from '../generate/documents/pins.ts';
import { type PrepareRequest, prepare } from '../generate/prepare.ts';
import { isJsonWith, putFile } from '../generate/put-file.ts';
import { shownPath } from '../generate/shown-path.ts';
import type { PinFields } from '../schemas/pin.ts';
import { type Asking, askAction, askImage, type Had, type Missed } from './answers.ts';
import { isLoopback } from './ask.ts';
import { githubOf } from './github.ts';
import { apiHost } from './registry.ts';
import { type Wanted, wantedIn } from './wanted.ts';

export interface PinRequest extends Asking {
  readonly prepare: PrepareRequest;
  /** What is asked for; what is not stays as it is. */
  readonly kinds: { readonly images: boolean; readonly actions: boolean };
  /** Nothing is written. */
  readonly check: boolean;
}

export interface PinResult {
  readonly fields: PinFields;
  readonly problems: readonly Problem[];
  /** False when there was something to ask for and nothing at all was had. */
  readonly ok: boolean;
}

/**
 * Asks those who publish them what the images and actions of the generated files are now, and keeps the answers in
 * devops-flow.pins.json. What cannot be had is a problem, and keeps the pin that it has.
 *
 * @throws Failure for documents, and for pins that cannot be read
 */
export async function pin(request: PinRequest): Promise<PinResult> {
  const { loaded, artifacts, root, problems } = await prepare({ ...request.prepare, pinned: false });
  const found = await readPins(root);
  if (found.problems.length > 0) throw new Failure(found.problems, 1);
  const before = found.pins;
  const wanted = wantedIn(loaded.sourced.project, artifacts);
  const { images, actions } = await askAll(request, wanted, before);
  // The files for another product than the project's own: those of its own keep their pins.
  const keepsOthers = request.prepare.type !== undefined;
  const after = {
    images: merged(images, before.images, keepsOthers),
    actions: merged(actions, before.actions, keepsOthers),
  };
  const text = printPins(after);
  const file = shownPath(join(root, pinsFile), request.prepare.workingFolder);
  const known = [...(images ?? []), ...(actions ?? [])];
  const isSomething = known.some(({ value }) => value !== undefined);
  const ok = known.length === 0 || isSomething;
  const written = ok && !request.check && text !== printPins(before);
  if (written) putFile({ file: join(root, pinsFile), text, what: 'pins', isOurs });
  const rows = {
    images: (images ?? []).map(one => rowOf(one, before.images.get(one.name), sameDigest, imageRow)),
    actions: (actions ?? []).map(one => rowOf(one, before.actions.get(one.name), sameCommit, actionRow)),
  };
  const all = [...rows.images, ...rows.actions];
  const stale = all.some(({ outcome }) => outcome === 'new' || outcome === 'changed');
  const nothing = ok
    ? []
    : [problem('pin-nothing-had', { asked: known.length, hosts: hostsOf(request, wanted) })];
  return {
    ok,
    fields: { file, written, stale, ...rows, dropped: ok ? droppedFrom(before, after) : [] },
    problems: [...problems, ...known.flatMap(one => one.problems), ...missedIn(known), ...nothing],
  };
}

/** One problem for all that one host does not give for one reason. */
function missedIn(known: readonly Had<unknown>[]): readonly Problem[] {
  const groups = new Map<string, Missed & { readonly names: string[] }>();
  for (const { name, missed } of known) {
    if (!missed) continue;
    const key = JSON.stringify(missed);
    const group = groups.get(key) ?? { ...missed, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].map(facts => problem('pin-not-had', facts));
}

const isOurs = (text: string) => isJsonWith(text, { schemaVersion: 1 });

interface Answers {
  readonly images: readonly Had<PinnedImage>[] | undefined;
  readonly actions: readonly Had<PinnedAction>[] | undefined;
}

async function askAll(request: PinRequest, wanted: Wanted, before: Pins): Promise<Answers> {
  const { kinds, env, tell } = request;
  const lost = new Map<string, string>();
  const github = githubOf(env);
  if (kinds.images) for (const line of plansOf(wanted.images)) tell(line);
  if (kinds.actions && wanted.actions.length > 0)
    tell(
      `asks ${github.base.host}${github.token === undefined ? '' : ' with GITHUB_TOKEN'} for the newest release of ${wanted.actions.map(({ name }) => name).join(', ')}`,
    );
  const images = kinds.images
    ? await inTurns(wanted.images, name => askImage(name, before.images.get(name), request, lost))
    : undefined;
  const actions = kinds.actions
    ? await inTurns(wanted.actions, one =>
        askAction(one, before.actions.get(one.name), github, request, lost),
      )
    : undefined;
  return { images, actions };
}

/** Each use of the network, before it happens. */
function plansOf(images: readonly string[]): readonly string[] {
  const byHost = new Map<string, string[]>();
  for (const name of images) {
    const host = apiHost(fullName(name)?.host ?? '');
    byHost.set(host, [...(byHost.get(host) ?? []), name]);
  }
  return [...byHost].map(
    ([host, names]) =>
      `asks ${host}${isLoopback(host) ? ' (without TLS, it is this machine)' : ''} for the digest of ${names.join(', ')}`,
  );
}

const hostsOf = ({ env }: PinRequest, { images, actions }: Wanted): readonly string[] => [
  ...new Set(images.map(name => apiHost(fullName(name)?.host ?? ''))),
  ...(actions.length > 0 ? [githubOf(env).base.host] : []),
];

/** Four at a time; the first one alone, so that a host that cannot be reached is asked once. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; ) {
    const turn = items.slice(at, at + (at === 0 ? 1 : 4));
    results.push(...(await Promise.all(turn.map(work))));
    at += turn.length;
  }
  return results;
}

/** What was had, and for what was not the pin that it has; everything as it was where nobody asked. */
function merged<T>(
  answers: readonly Had<T>[] | undefined,
  before: ReadonlyMap<string, T>,
  keepsOthers: boolean,
): ReadonlyMap<string, T> {
  if (answers === undefined) return before;
  const known = answers.flatMap(({ name, value = before.get(name) }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new Map([...(keepsOthers ? before : []), ...known]);
}

const droppedFrom = (before: Pins, after: Pins): readonly string[] => [
  ...[...before.images.keys()].filter(name => !after.images.has(name)),
  ...[...before.actions.keys()].filter(name => !after.actions.has(name)),
];

const sameDigest = (a: PinnedImage, b: PinnedImage) => a.digest === b.digest;
const sameCommit = (a: PinnedAction, b: PinnedAction) => a.commit === b.commit;
const imageRow = ({ digest }: PinnedImage, old?: PinnedImage) => ({
  digest,
  ...(old ? { before: old.digest } : {}),
});
const actionRow = ({ version, commit }: PinnedAction, old?: PinnedAction) => ({
  version,
  commit,
  ...(old ? { before: old.version } : {}),
});

type Outcome = Pick<PinFields['images'][number], 'name' | 'outcome'>;

function rowOf<T, Row>(
  { name, value }: Had<T>,
  before: T | undefined,
  isSame: (a: T, b: T) => boolean,
  row: (value: T, before?: T) => Row,
): Outcome | (Outcome & Row) {
  if (value === undefined) return { name, outcome: 'failed' };
  if (before === undefined) return { name, outcome: 'new', ...row(value) };
  if (isSame(value, before)) return { name, outcome: 'same', ...row(value) };
  return { name, outcome: 'changed', ...row(value, before) };
}
