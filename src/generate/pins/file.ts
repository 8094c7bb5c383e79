import { isMap, isScalar, LineCounter, type Node, type YAMLMap } from 'yaml';
import { type Place, type Problem, problem } from '../../errors/index.ts';
import type { Origin } from '../../model/origins.ts';
import {
  actionField,
  imageField,
  imageName,
  majorOf,
  type PinnedAction,
  type PinnedImage,
  type Pins,
} from '../../model/pins.ts';
import { parseDocuments } from '../yaml/documents.ts';

export const pinsVersion = 1;

/** The pins of a project, and where each stands. */
export interface ReadPins {
  readonly pins: Pins;
  /** By field: "pins.images.docker.io/library/node:22". */
  readonly origins: ReadonlyMap<string, Origin>;
}

/** Sorted, so that the same pins are the same bytes. */
export function printPins({ images, actions }: Pins): string {
  const value = { schemaVersion: pinsVersion, images: sorted(images), actions: sorted(actions) };
  return `${JSON.stringify(value, null, 2)}\n`;
}

const sorted = <T>(entries: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The text of devops-flow.pins.json as pins, or all that is wrong with it. */
export function parsePins(text: string, file: string): ReadPins | readonly Problem[] {
  const lines = new LineCounter();
  const { documents, errors } = parseDocuments(text, lines);
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = (what: string, at: number) => problem('pins-broken', { what }, { at: placeOf(at) });
  if (errors.length > 0) return errors.map(({ from, message }) => broken(`no JSON: ${message}`, from));
  const top = documents[0]?.contents;
  if (documents.length !== 1 || !isMap(top) || !isJson(text)) return [broken('this is no JSON object', 0)];
  const reader = new Reader(broken, placeOf);
  const version: unknown = top.get('schemaVersion');
  if (version !== pinsVersion) {
    const found = { version: JSON.stringify(version) ?? 'none', known: pinsVersion };
    return [
      problem('pins-version-unknown', found, { at: placeOf(offsetOf(top.get('schemaVersion', true))) }),
    ];
  }
  reader.only(top, ['schemaVersion', 'images', 'actions'], 'the file');
  const images = reader.entries(top, 'images', (name, entry) => reader.image(name, entry), imageField);
  const actions = reader.entries(top, 'actions', (name, entry) => reader.action(name, entry), actionField);
  return reader.problems.length > 0
    ? reader.problems
    : { pins: { images, actions }, origins: reader.origins };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const offsetOf = (node: unknown): number => (node as Node | undefined)?.range?.[0] ?? 0;

/** A form, and how a person would say it. */
interface Form {
  readonly form: RegExp;
  readonly words: string;
}

const day: Form = { form: /^\d{4}-\d{2}-\d{2}$/, words: 'a day such as 2026-11-22' };
const digestForm: Form = { form: /^sha256:[0-9a-f]{64}$/, words: 'sha256: and 64 hexadecimal digits' };
const commitForm: Form = { form: /^[0-9a-f]{40}$/, words: '40 hexadecimal digits' };
const actionForm = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const versionForm: Form = { form: /^v?\d[\w.-]{0,60}$/, words: 'a version such as v7.0.1' };

class Reader {
  readonly problems: Problem[] = [];
  readonly origins = new Map<string, Origin>();
  readonly #broken: (what: string, at: number) => Problem;
  readonly #placeOf: (offset: number) => Place;

  constructor(broken: (what: string, at: number) => Problem, placeOf: (offset: number) => Place) {
    this.#broken = broken;
    this.#placeOf = placeOf;
  }

  only(map: YAMLMap, known: readonly string[], what: string): void {
    for (const { key } of map.items)
      if (isScalar(key) && !known.includes(String(key.value)))
        this.#say(`${what} has the key ${JSON.stringify(key.value)}, which it does not know`, key);
  }

  entries<T>(
    top: YAMLMap,
    key: string,
    read: (name: string, entry: YAMLMap) => T | undefined,
    field: (name: string) => string,
  ): Map<string, T> {
    const found = new Map<string, T>();
    const section = top.get(key, true);
    if (!isMap(section)) {
      this.#say(`"${key}" is no object`, section ?? top);
      return found;
    }
    for (const { key: name, value } of section.items) {
      const text = isScalar(name) ? String(name.value) : '';
      if (!isMap(value)) this.#say(`${JSON.stringify(text)} is no object`, value ?? name);
      const entry = isMap(value) ? read(text, value) : undefined;
      if (entry === undefined) continue;
      found.set(text, entry);
      this.origins.set(field(text), { from: 'document', at: this.#placeOf(offsetOf(name)) });
    }
    return found;
  }

  image(name: string, entry: YAMLMap): PinnedImage | undefined {
    this.only(entry, ['digest', 'pinned'], name);
    if (imageName(name) !== name) this.#say(`${JSON.stringify(name)} is no full name of an image`, entry);
    const digest = this.#text(entry, name, 'digest', digestForm);
    const pinned = this.#text(entry, name, 'pinned', day);
    return digest === undefined || pinned === undefined ? undefined : { digest, pinned };
  }

  action(name: string, entry: YAMLMap): PinnedAction | undefined {
    this.only(entry, ['version', 'commit', 'pinned'], name);
    if (!actionForm.test(name)) this.#say(`${JSON.stringify(name)} is no name of an action`, entry);
    const version = this.#text(entry, name, 'version', versionForm);
    const commit = this.#text(entry, name, 'commit', commitForm);
    const pinned = this.#text(entry, name, 'pinned', day);
    if (version === undefined || commit === undefined || pinned === undefined) return undefined;
    if (majorOf(version) === undefined) this.#say(`the version of ${name} is no version`, entry);
    return { version, commit, pinned };
  }

  #text(entry: YAMLMap, name: string, key: string, { form, words }: Form): string | undefined {
    const value = entry.get(key);
    if (typeof value === 'string' && form.test(value)) return value;
    const shown = value === undefined ? 'missing' : JSON.stringify(value)?.slice(0, 80);
    this.#say(`"${key}" of ${name} is ${shown}, not ${words}`, entry.get(key, true) ?? entry);
    return undefined;
  }

  #say(what: string, node: unknown): void {
    this.problems.push(this.#broken(what, offsetOf(node)));
  }
}
