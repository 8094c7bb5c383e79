import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../errors/index.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import type { PlannedFile } from '../../../generate/workspace/decide.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Plan } from '../../../generate/workspace/plan.ts';
import type { Scope } from '../../../generate/workspace/scope.ts';
import type { Prepared } from '../prepare.ts';
import { findings } from './findings.ts';

export interface PlannedFindings {
  /** Each names its file by the usual place, as `placeOf` says it. */
  readonly problems: readonly Problem[];
  /** The files as they will be, edits of a person included: the lines that the problems count in. */
  readonly artifacts: readonly Artifact[];
}

/**
 * What the checks say about the files as they will be, edits of a person included. What is wrong because of an edit
 * is that person's to decide, as with the team's own files: it is no error, unless a merge brought it about.
 */
export async function plannedFindings(
  { loaded, root, scopes, artifacts }: Pick<Prepared, 'loaded' | 'root' | 'scopes' | 'artifacts'>,
  plan: Plan,
): Promise<PlannedFindings> {
  const { project } = loaded.sourced;
  const edited = editedFiles(scopes, plan, root);
  const asTheyWillBe = artifacts.map(artifact => edited.get(artifact)?.next ?? artifact);
  const found = await findings(project, asTheyWillBe);
  if (edited.size === 0 || found.every(({ severity }) => severity !== 'error'))
    return { artifacts: asTheyWillBe, problems: found };
  const generated = errorsOf(await findings(project, artifacts));
  const before = errorsOf(
    await findings(
      project,
      artifacts.map(artifact => edited.get(artifact)?.now ?? artifact),
    ),
  );
  const seen = new Map<string, number>();
  // A message may name a line, which an edit moves: errors of one id in one file are told apart by their number alone.
  const isByEdit = (item: Problem): boolean => {
    const key = keyOf(item);
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth > (generated.get(key) ?? 0) && nth <= (before.get(key) ?? 0);
  };
  return {
    artifacts: asTheyWillBe,
    problems: found.map(item =>
      item.severity === 'error' && isByEdit(item) ? { ...item, severity: 'warning' } : item,
    ),
  };
}

const keyOf = ({ id, artifact = '' }: Problem) => JSON.stringify([id, artifact]);

/** How many errors of an id each file has. */
function errorsOf(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of problems)
    if (item.severity === 'error') counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

interface Edited {
  /** With what a person has made of it. */
  readonly now: Artifact;
  /** With what is written. */
  readonly next: Artifact;
}

/** The files in which a person has a hand: kept, or merged with what is generated. */
function editedFiles(scopes: readonly Scope[], plan: Plan, root: string): Map<Artifact, Edited> {
  const byPath = new Map(plan.files.map(file => [file.path, file]));
  return new Map(
    scopes.flatMap(({ output, artifacts }) =>
      artifacts.flatMap(artifact => {
        const file = byPath.get(joinPath(output, artifact.path));
        const now = file && isEdited(file, artifact) ? readText(join(root, file.path)) : undefined;
        if (now === undefined) return [];
        const edited = { ...artifact, content: now, spans: [] };
        return [
          [artifact, { now: edited, next: { ...edited, content: file?.write?.content ?? now } }] as const,
        ];
      }),
    ),
  );
}

const isEdited = ({ action }: PlannedFile, { ownership }: Artifact) =>
  action === 'kept' || action === 'merged' || (action === 'unchanged' && ownership === 'once');

/** A file that is gone or no text is left to the plan, which names it. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
