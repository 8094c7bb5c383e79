import { type Problem, problem } from '../../../errors/index.ts';
import { emit, usualFolders } from '../../../generate/artifacts/index.ts';
import type { EmitOptions, Family } from '../../../generate/artifacts/shared/artifact.ts';
import { pinArtifacts } from '../../../generate/pins/index.ts';
import type { LockEntry } from '../../../generate/workspace/lock.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Scope } from '../../../generate/workspace/scope.ts';
import type { LoadedProject } from '../documents/load.ts';
import { familiesNamed, familyFolders, outputOf, wantedFamilies } from './families.ts';
import { applyOverrides } from './overrides.ts';
import { teamCompose } from './team-compose.ts';
import { teamFiles } from './team-files.ts';

export interface ScopesRequest {
  readonly loaded: LoadedProject;
  readonly families: readonly Family[];
  readonly emit: EmitOptions;
  readonly root: string;
  readonly output: string;
  readonly inputs: Scope['inputs'];
  readonly ownFolder: boolean;
}

export interface MadeScopes {
  readonly scopes: readonly Scope[];
  /** What is wrong with pins, the team's own files and overrides. */
  readonly problems: readonly Problem[];
}

/** The files of the families, each family with its folder. */
export function makeScopes(request: ScopesRequest): MadeScopes {
  const { loaded, families, root, inputs, ownFolder } = request;
  const { sourced, settings } = loaded;
  const places = familyFolders(settings, usualFolders(sourced.project, request.emit.pipelineType));
  const { pins } = loaded;
  const emitted = emit(sourced.project, families, {
    ...request.emit,
    pins,
    folders: places,
    // A command of one family names the folder of that one: the others are where they usually are.
    ...(ownFolder ? {} : { output: request.output }),
  });
  const { artifacts, problems: refused } = pinArtifacts(emitted, pins, sourced.origins);
  const problems: Problem[] = [...refused];
  const scopes = families.map((family): Scope => {
    const own = artifacts.filter(artifact => artifact.family === family);
    const output = ownFolder ? request.output : folderBelow(request.output, places[family]);
    const yours = outputOf(settings, family)?.yours ?? [];
    const theirs = family === 'compose' ? teamCompose(own, { output, yours, root }) : undefined;
    if (theirs !== undefined && yours.length === 0)
      problems.push(problem('compose-of-team', { file: theirs }, { artifact: theirs }));
    const team = teamFiles(theirs === undefined ? own : [], { family, output, yours, root });
    problems.push(...team.problems);
    return { family, output, inputs, artifacts: team.artifacts };
  });
  const isPart = families.length < wantedFamilies(settings).length;
  const patched = applyOverrides(scopes, settings.overrides, isPart);
  return { scopes: patched.scopes, problems: [...problems, ...patched.problems] };
}

const folderBelow = (output: string, folder: string) => (folder === '.' ? output : joinPath(output, folder));

/** The files of a family that the lock names, as the documents make them now; none of a family that is no more. */
export function remakeEntry(
  { family, output, inputs }: LockEntry,
  { loaded, emit, root }: Pick<ScopesRequest, 'loaded' | 'emit' | 'root'>,
): MadeScopes {
  const families = familiesNamed([family]);
  const above = { ...emit, output: String(inputs.options['output'] ?? '.') };
  return makeScopes({ loaded, families, emit: above, root, output, inputs, ownFolder: true });
}
