import { join } from 'node:path';
import { type Problem, worstFirst } from '../../errors/index.ts';
import type { Effect, PlanFields } from '../schemas/plan.ts';
import { prepareBase } from './base/base.ts';
import { compareFiles, fieldChanges } from './base/compare.ts';
import { effectsOf } from './base/effects.ts';
import type { Cause } from './causes.ts';
import type { FileChange } from './changes.ts';
import { findings } from './findings/findings.ts';
import { shownFindings } from './findings/shown-findings.ts';
import { pathsByAction } from './generate.ts';
import { plainChange } from './plan.ts';
import { type PrepareRequest, prepare } from './prepare.ts';
import { hasError, placesOf, yoursOf } from './propose.ts';
import { shownPath } from './shown-path.ts';
import { unusedFields } from './unused.ts';

export interface BasePlan {
  readonly services: readonly string[];
  readonly ref: string;
  readonly commit: string;
  /** The fields that changed. */
  readonly causes: readonly Cause[];
  readonly effects: readonly Effect[];
  /** The files that changed. */
  readonly changes: readonly FileChange[];
  readonly fields: Omit<PlanFields, 'ms'>;
  readonly problems: readonly Problem[];
  /** The team's own files: what is found in them is told by `check`. */
  readonly yours: readonly string[];
  readonly ok: boolean;
}

/**
 * What the documents as they are now make, compared with what they make as another commit has them, by this version:
 * causes, effects, files. What lies in the output folder has no part in it. Writes nothing.
 *
 * @throws Failure for options and documents, and when git or the commit is missing
 */
export async function planBase(request: PrepareRequest, ref: string): Promise<BasePlan> {
  const { workingFolder } = request;
  const base = await prepareBase(request, ref);
  const now = await prepare({ ...request, command: 'plan' });
  const shown = (path: string) => shownPath(join(now.root, path), workingFolder);
  const causes = fieldChanges(base, now);
  const files = compareFiles(base, now, causes, shown);
  const { project } = now.loaded.sourced;
  const effects = effectsOf({ before: base.prepared?.loaded.sourced.project, now: project, files });
  const places = placesOf(now.scopes);
  const found = await findings(project, now.artifacts);
  const problems = worstFirst([
    ...now.loaded.problems,
    ...now.problems,
    ...shownFindings({ problems: found, artifacts: now.artifacts }, now.loaded.sourced, path =>
      shown(places.get(path) ?? path),
    ),
    ...base.problems,
  ]);
  const ok = !hasError(problems);
  const changes = files.map(({ change }) => change);
  const changed = changes.filter(({ action }) => action !== 'unchanged');
  return {
    ok,
    problems,
    yours: yoursOf(now.scopes, shown),
    ref,
    commit: base.commit,
    causes,
    effects,
    changes: changed,
    services: project.services.map(({ name }) => name),
    fields: {
      ...pathsByAction({ files: changes }, ok, path => path),
      unused: unusedFields(now.loaded, now.artifacts, now.families),
      files: now.artifacts.filter(({ ownership }) => ownership !== 'yours').length,
      dryRun: true,
      changes: changed.map(plainChange),
      base: { ref, commit: base.commit, causes: [...causes], effects: [...effects] },
    },
  };
}
