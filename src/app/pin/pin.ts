import { join } from 'node:path';
import { Failure, type Problem, problem } from '../../errors/index.ts';
import { printPins } from '../../generate/pins/file.ts';
import { type Pins, pinsFile } from '../../model/pins.ts';
import { readPins } from '../generate/documents/pins.ts';
import { type PrepareRequest, prepare } from '../generate/prepare.ts';
import { isJsonWith, putFile } from '../generate/put-file.ts';
import { shownPath } from '../generate/shown-path.ts';
import type { PinFields } from '../schemas/pin.ts';
import type { Had } from './answers.ts';
import { type AskRequest, askAll, hostsOf, missedIn } from './ask-all.ts';
import { actionRow, imageRow } from './rows.ts';
import { wantedIn } from './wanted.ts';

/** What is not asked for stays as it is. */
export interface PinRequest extends AskRequest {
  readonly prepare: PrepareRequest;
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
    images: (images ?? []).map(one => imageRow(one, before.images.get(one.name))),
    actions: (actions ?? []).map(one => actionRow(one, before.actions.get(one.name))),
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

const isOurs = (text: string) => isJsonWith(text, { schemaVersion: 1 });

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
