import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Artifact, ArtifactKind, Family } from '../../../generate/artifacts/shared/artifact.ts';
import { copies } from '../../../generate/dockerfile/copied-paths.ts';
import { joinPath, unsafePath } from '../../../generate/workspace/paths.ts';
import type { Written } from '../../../model/settings.ts';

/** Where the files of a family stand, and which of them the team has written. */
export interface TeamPlace {
  readonly family: Family;
  /** Folder of the family, relative to `root`. */
  readonly output: string;
  /** Files of the team, relative to `root`. */
  readonly yours: readonly Written[];
  readonly root: string;
}

/**
 * Puts the files that the team wrote in the place of those that would be generated, and adds the others of them: all
 * are checked like generated ones, and none is written.
 */
export function teamFiles(
  artifacts: readonly Artifact[],
  { family, output, yours, root }: TeamPlace,
): { readonly artifacts: readonly Artifact[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const own = new Map<string, Artifact>();
  for (const file of yours) {
    const text = read(file, root, problems);
    if (text === undefined) continue;
    const path = below(output, file.text);
    own.set(path, {
      family,
      path,
      kind: kindOf(file.text, family),
      content: text,
      mode: 0o644,
      ownership: 'yours',
      spans: [],
    });
  }
  const isTheirs = (path: string) =>
    own.has(path) || yours.some(({ text }) => text === joinPath(output, path));
  const theirBuilds = new Map(
    artifacts
      .filter(({ kind, path }) => kind === 'dockerfile' && isTheirs(path))
      .map(artifact => [folderOf(artifact), own.get(artifact.path)?.content ?? ''] as const),
  );
  // What goes with a generated Dockerfile would change what theirs builds, unless theirs asks for it.
  const isWanted = (artifact: Artifact): boolean => {
    const theirs = family === 'docker' ? theirBuilds.get(folderOf(artifact)) : undefined;
    return theirs === undefined || copies(theirs, joinPath(output, artifact.path));
  };
  const generated = artifacts.filter(artifact => !isTheirs(artifact.path) && isWanted(artifact));
  return { artifacts: [...generated, ...own.values()], problems };
}

const folderOf = ({ path }: Artifact): string => posix.dirname(path);

function read(file: Written, root: string, problems: Problem[]): string | undefined {
  const path = file.text.replace(/^\.\//, '');
  const what = unsafePath(path);
  const full = join(root, path);
  if (what !== undefined) problems.push(problem('path-unsafe', { path, what }, { at: file.at }));
  else if (!existsSync(full) || !statSync(full).isFile())
    problems.push(problem('yours-missing', { file: path }, { at: file.at }));
  else return readFileSync(full, 'utf8');
  return undefined;
}

/** Below the folder of the family where it lies in it; files of the team may lie anywhere in the project. */
function below(output: string, file: string): string {
  const path = file.replace(/^\.\//, '');
  return output !== '.' && path.startsWith(`${output}/`) ? path.slice(output.length + 1) : path;
}

function kindOf(file: string, family: Family): ArtifactKind {
  const name = basename(file);
  if (/^(?:Dockerfile|Containerfile)(?:\..+)?$|\.dockerfile$/i.test(name)) return 'dockerfile';
  if (name === '.dockerignore') return 'dockerignore';
  if (name.endsWith('.sh')) return 'shell';
  if (/^Jenkinsfile(?:\..+)?$|\.jenkinsfile$/i.test(name)) return 'jenkinsfile';
  if (!/\.ya?ml$/.test(name)) return 'markdown';
  if (/(?:^|\/)\.github\/workflows\//.test(file)) return 'github-workflow';
  if (name === '.gitlab-ci.yml') return 'gitlab-ci';
  if (/(?:^|\/)\.circleci\//.test(file)) return 'circleci';
  if (/azure-pipelines\.ya?ml$/.test(name)) return 'azure-pipelines';
  if (family === 'compose') return 'compose';
  return family === 'kubernetes' ? 'kubernetes' : 'yaml';
}
