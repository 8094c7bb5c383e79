import { resolve } from 'node:path';
import type { Place, Problem } from '../../../errors/index.ts';
import type { Reading, UnusedField } from '../../../generate/documents/index.ts';
import { readRegistry, type Thresholds } from '../../../generate/documents/thresholds/index.ts';
import { registryName } from '../../../generate/documents/thresholds/reference.ts';
import type { ThresholdsNeed } from '../../../model/facts.ts';
import { findNamed, type Naming } from './find-named.ts';
import { readText } from './read-text.ts';

type Registry = ReturnType<typeof readRegistry>;

/**
 * The documents that define thresholds: those that are named, and those that references lead to. Each is read once,
 * whoever refers to it.
 */
export class Registries {
  readonly #folder: string | undefined;
  readonly #problems: Problem[];
  readonly #read = new Map<string, Promise<Registry | undefined>>();
  readonly #named: Registry[] = [];

  /** `folder`: that of the project, where one is named. */
  constructor(folder: string | undefined, problems: Problem[]) {
    this.#folder = folder;
    this.#problems = problems;
  }

  /** Takes in the documents that the user names: they count before all that could be found. */
  async name(files: readonly string[]): Promise<void> {
    const read = await Promise.all(files.map(file => this.#open(file)));
    this.#named.push(...read.flatMap(registry => registry ?? []));
  }

  /** What the registry says that a document needs; empty when it is not there. */
  async values({ id }: ThresholdsNeed, naming: Naming): Promise<Thresholds> {
    const named = this.#named.filter(({ values }) => values.has(registryName(id)));
    if (named.length > 0) return joined(named);
    const files = await findNamed({ id, endings: 'md|ya?ml' }, naming, this.#folder);
    const read = await Promise.all(files.map(file => this.#open(file)));
    return joined(read.flatMap(registry => registry ?? []));
  }

  /** What was read, in the order of the files; a value that none of the readings took is unused. */
  async readings(others: readonly Reading[]): Promise<readonly Reading[]> {
    const known = new Set(others.map(({ document }) => resolve(document.file)));
    const read = (await Promise.all(this.#read.values())).flatMap(registry => registry ?? []);
    const taken = placesOf(others);
    return read
      .filter(({ document }) => !known.has(resolve(document.file)))
      .toSorted((a, b) => (a.document.file < b.document.file ? -1 : 1))
      .map(registry => ({ ...registry, unused: unusedOf(registry, taken) }));
  }

  #open(file: string): Promise<Registry | undefined> {
    const path = resolve(file);
    const known = this.#read.get(path);
    const opened = known ?? this.#readFile(file);
    if (!known) this.#read.set(path, opened);
    return opened;
  }

  async #readFile(file: string): Promise<Registry | undefined> {
    const text = await readText('thresholds', file);
    if (!('id' in text)) return readRegistry(text);
    this.#problems.push(text);
    return undefined;
  }
}

/** The first definition of a threshold counts. */
function joined(registries: readonly Registry[]): Thresholds {
  return new Map(registries.toReversed().flatMap(({ values }) => [...values]));
}

type Columns = ReadonlyMap<string, readonly number[]>;

/** By line, the columns that facts and texts with references name. */
function placesOf(readings: readonly Reading[]): Columns {
  const columns = new Map<string, number[]>();
  for (const { facts, followed = [] } of readings)
    for (const at of [...facts.map(fact => fact.at), ...followed]) {
      const line = lineOf(at);
      const known = columns.get(line);
      if (known) known.push(at.column);
      else columns.set(line, [at.column]);
    }
  return columns;
}

const lineOf = ({ file, line }: Place) => `${line} ${file}`;

/** A fact may hold a part of the value: a range has two numbers. */
function unusedOf({ values }: Registry, taken: Columns): UnusedField[] {
  return [...values].flatMap(([name, { at }]) => {
    const [, , ...key] = name.split('.');
    const isTaken = taken.get(lineOf(at))?.some(c => c >= at.column && c <= at.column + at.length);
    return key.length === 0 || isTaken ? [] : [{ field: key.join('.'), at }];
  });
}
