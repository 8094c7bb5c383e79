import { type Problem, problem } from '../../../errors/index.ts';
import { emit, usualFolders } from '../../../generate/artifacts/index.ts';
import type { Artifact, EmitOptions, Family } from '../../../generate/artifacts/shared/artifact.ts';
import { pinArtifacts } from '../../../generate/pins/index.ts';
import type { LockEntry } from '../../../generate/workspace/lock.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Scope } from '../../../generate/workspace/scope.ts';
import type { LoadedProject } from '../documents/load.ts';
import { familiesNamed, familyFolders, outputOf, wantedFamilies } from './families.ts';
import { applyOverrides } from './overrides.ts';
import { teamCompose } from './team-compose.ts';
import { type TeamPlace, teamFiles } from './team-files.ts';

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
  const { sourced, settings, pins } = loaded;
  const places = familyFolders(settings, usualFolders(sourced.project, request.emit.pipelineType));
  const emitted = emit(sourced.project, families, {
    ...request.emit,
    pins,
    folders: places,
    // A command of one family names the folder of that one: the others are where they usually are.
    ...(ownFolder ? {} : { output: request.output }),
  });
  const pinned = pinArtifacts(emitted, pins, sourced.origins);
  const made = families.map(family => {
    const own = pinned.artifacts.filter(artifact => artifact.family === family);
    const output = ownFolder ? request.output : folderBelow(request.output, places[family]);
    const yours = outputOf(settings, family)?.yours ?? [];
    const { artifacts, problems } = withTeam(own, { family, output, yours, root });
    const scope: Scope = { family, output, inputs, artifacts };
    return { scope, problems };
  });
  const isPart = families.length < wantedFamilies(settings).length;
  const scopes = made.map(({ scope }) => scope);
  const patched = applyOverrides(scopes, settings.overrides, isPart);
  const ofTeam = made.flatMap(({ problems }) => problems);
  return { scopes: patched.scopes, problems: [...pinned.problems, ...ofTeam, ...patched.problems] };
}

/** The files of a family with those of the team in the place of ours; none of ours beside a Compose file of theirs. */
function withTeam(own: readonly Artifact[], place: TeamPlace): ReturnType<typeof teamFiles> {
  const theirs = place.family === 'compose' ? teamCompose(own, place) : undefined;
  if (theirs === undefined) return teamFiles(own, place);
  const { artifacts, problems } = teamFiles([], place);
  const isFound = place.yours.length === 0;
  const found = isFound ? [problem('compose-of-team', { file: theirs }, { artifact: theirs })] : [];
  return { artifacts, problems: [...found, ...problems] };
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
