import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Project } from '../../../model/service.ts';
import { type Cause, changedFields, whence } from '../causes.ts';
import { type FileChange, linesChanged } from '../changes.ts';
import type { LoadedProject } from '../documents/load.ts';
import { overrideField } from '../documents/override-origins.ts';
import { fieldsOf } from '../fields.ts';
import type { Prepared } from '../prepare.ts';
import type { Base } from './base.ts';

/** The fields of two states of the documents that differ; what a document says comes first, what follows from it last. */
export function fieldChanges(base: Base, now: Prepared): Cause[] {
  const [then, later] = [base.prepared?.loaded.sourced, now.loaded.sourced];
  const olds = commonFields(base.prepared?.loaded, later.project);
  const news = commonFields(now.loaded, then?.project);
  const causes: Cause[] = [];
  for (const [key, { field, value }] of news) {
    const old = olds.get(key);
    if (old?.value === value) continue;
    causes.push({ field, new: value, ...(old ? { old: old.value } : {}), ...whence(later, field) });
  }
  for (const [key, { field, value }] of olds) {
    if (!then || news.has(key)) continue;
    const { at, ...rest } = whence(then, field);
    causes.push({ field, old: value, ...rest, ...(at ? { at: base.placed(at) } : {}) });
  }
  return causes.toSorted((a, b) => rank(a) - rank(b));
}

const rank = ({ at, option }: Cause) => (at ? 0 : option === undefined ? 2 : 1);

interface Field {
  readonly field: string;
  readonly value: string;
}

/**
 * The fields of a project under keys that the same field has in the other: a project of one service calls it
 * `service`, one of several by name. The operations of overrides are fields too.
 */
function commonFields(loaded: LoadedProject | undefined, other: Project | undefined): Map<string, Field> {
  if (!loaded) return new Map();
  const { project } = loaded.sourced;
  const only =
    project.services.length === 1 && other?.services.length !== 1 ? project.services[0] : undefined;
  const patches = loaded.settings.overrides.flatMap(override =>
    override.operations.map(({ op, path, value }, i): [string, Field] => {
      const field = overrideField(override, i);
      return [
        field,
        { field, value: `${op} ${path}${value === undefined ? '' : ` ${JSON.stringify(value)}`}` },
      ];
    }),
  );
  const fields = new Map(
    [...fieldsOf(project)]
      .filter(([field]) => !isTold(field))
      .map(([field, value]) => [
        only && field.startsWith('service.') ? `services.${only.name}.${field.slice(8)}` : field,
        { field, value: String(value) },
      ]),
  );
  return new Map<string, Field>([...fields, ...patches]);
}

/** No statement of a document: that one was read, and which environments all services have together. */
const isTold = (field: string) => /^(?:services?\.(?:[^.]+\.)?documents|environments)\./.test(field);

/** A file as it was generated then and as it is now; one side may not be there. */
export interface ComparedFile {
  readonly change: FileChange;
  readonly before: Artifact | undefined;
  readonly after: Artifact | undefined;
}

/** All files of both states, sorted by path; each changed one with those of `causes` that show on its changed lines. */
export function compareFiles(
  base: Base,
  now: Prepared,
  causes: readonly Cause[],
  shown: (path: string) => string,
): ComparedFile[] {
  const [before, after] = [filesOf(base.prepared), filesOf(now)];
  const byField = new Map(causes.map(cause => [cause.field, cause]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(key => {
      const [old, fresh] = [before.get(key), after.get(key)];
      const [was, is] = [old?.artifact, fresh?.artifact];
      const fields = [
        ...(is ? changedFields({ before: was?.content ?? '', after: is.content, spans: is.spans }) : []),
        ...(was ? changedFields({ before: is?.content ?? '', after: was.content, spans: was.spans }) : []),
      ];
      const isSame = was?.content === is?.content && was?.mode === is?.mode;
      const change: FileChange = {
        path: shown(fresh?.path ?? old?.path ?? ''),
        family: is?.family ?? was?.family ?? '',
        action: isSame ? 'unchanged' : !was ? 'created' : is ? 'changed' : 'removed',
        ...linesChanged(was?.content, is?.content),
        causes: was && is ? [...new Set(fields)].flatMap(field => byField.get(field) ?? []) : [],
        before: was?.content ?? '',
        after: is?.content ?? '',
      };
      return { change, before: was, after: is };
    })
    .toSorted((a, b) => (a.change.path < b.change.path ? -1 : 1));
}

/** Generated files by family and path below its folder: the folder may be another now. */
function filesOf(prepared: Prepared | undefined): Map<string, { artifact: Artifact; path: string }> {
  const scopes = prepared?.scopes ?? [];
  return new Map(
    scopes.flatMap(({ family, output, artifacts }) =>
      artifacts
        .filter(({ ownership }) => ownership !== 'yours')
        .map(
          artifact =>
            [`${family}\0${artifact.path}`, { artifact, path: joinPath(output, artifact.path) }] as const,
        ),
    ),
  );
}
