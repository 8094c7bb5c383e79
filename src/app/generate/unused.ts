import { basename } from 'node:path';
import type { Place } from '../../errors/problem.ts';
import { unsaidBy } from '../../generate/artifacts/index.ts';
import type { Artifact, Family } from '../../generate/artifacts/shared/artifact.ts';
import { pinsFile } from '../../model/pins.ts';
import type { LoadedProject } from './documents/load.ts';
import { maskedLine } from './secrets/mask.ts';

export interface Unused {
  readonly field: string;
  readonly at: Place;
  readonly families: readonly string[];
}

/**
 * The loss report: the fields of the documents that show in no file of the chosen families, and those that no reader
 * has a place for. One token of a document may say several fields; it is lost when none of them shows.
 */
export function unusedFields(
  loaded: LoadedProject,
  artifacts: readonly Artifact[],
  families: readonly string[],
): Unused[] {
  const shown = new Set<string>();
  for (const { spans } of artifacts) for (const { field } of spans) shown.add(field);
  const byToken = new Map<string, { readonly field: string; readonly at: Place; used: boolean }>();
  for (const [field, origin] of loaded.sourced.origins) {
    // That a document was read is no statement of the document, and a pin is none of anybody.
    if (origin.from !== 'document' || field.startsWith('service.documents.')) continue;
    if (origin.at.file.endsWith(pinsFile) && basename(origin.at.file) === pinsFile) continue;
    const token = keyOf(origin.at);
    const known = byToken.get(token);
    if (!known) byToken.set(token, { field, at: origin.at, used: shown.has(field) });
    else if (shown.has(field)) known.used = true;
  }
  const lost = [...byToken.values()].filter(({ used }) => !used);
  return [...lost, ...loaded.unused]
    .map(({ field, at }) => ({ field: maskedLine(field), at, families }))
    .toSorted((a, b) => compare(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column);
}

/** What one family has no way to say, where others show it: lost in that family's files. */
export function unsaidFields(
  { sourced: { project, origins } }: LoadedProject,
  families: readonly Family[],
  lost: readonly Unused[],
): Unused[] {
  const known = new Set(lost.map(({ field }) => field));
  return families.flatMap(family =>
    unsaidBy(family, project).flatMap(path => {
      const [field, origin] = [maskedLine(path), origins.get(path)];
      return origin?.from === 'document' && !known.has(field)
        ? [{ field, at: origin.at, families: [family] }]
        : [];
    }),
  );
}

const keyOf = (at: Place) => `${at.line}:${at.column}:${at.length ?? 0}:${at.file}`;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
