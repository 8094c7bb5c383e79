import type { Artifact, ArtifactKind } from '../artifacts/shared/artifact.ts';
import { at, items, type Parsed, pairs, parseArtifact, show, type Tree } from './parsed.ts';

/** A file, or a folder of files, that a generated file makes use of when it runs. */
export interface CountedOn {
  /** Below the output folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** As it stands there. */
  readonly text: string;
}

/** What a workflow and a Compose file build and call, and where a script looks for manifests, as the files themselves say it. */
export function countedOn(artifact: Artifact): readonly CountedOn[] {
  const { parsed } = parseArtifact(artifact);
  if (artifact.kind === 'shell') return manifests(parsed);
  if (artifact.kind === 'compose') return parsed.trees.flatMap(tree => built(parsed, tree));
  if (scripted.has(artifact.kind)) return inScripts(parsed);
  if (artifact.kind !== 'github-workflow') return [];
  return parsed.trees.flatMap(tree => steps(parsed, tree));
}

function steps(file: Parsed, tree: Tree): readonly CountedOn[] {
  return pairs(at(tree.value, 'jobs')).flatMap(([name, job]) =>
    items(at(job, 'steps')).flatMap((step, i) => {
      const line = (...path: readonly string[]) => tree.lineOf(['jobs', name, 'steps', i, ...path]);
      const built = at(step, 'with', 'file');
      const run = at(step, 'run');
      return [
        ...(typeof built === 'string' ? known(file, built, line('with', 'file')) : []),
        ...(typeof run === 'string' ? called(file, run, at(step, 'env'), line('run')) : []),
      ];
    }),
  );
}

/** The Dockerfiles that Compose builds from the folder of the file. */
function built(file: Parsed, tree: Tree): readonly CountedOn[] {
  return pairs(at(tree.value, 'services')).flatMap(([name, entry]) => {
    const dockerfile = at(entry, 'build', 'dockerfile');
    if (typeof dockerfile !== 'string' || at(entry, 'build', 'context') !== '.') return [];
    return known(file, dockerfile, tree.lineOf(['services', name, 'build', 'dockerfile']));
  });
}

/** Scripts of the project that the lines start, which begin below `first` where they are a block. */
function called(file: Parsed, run: string, env: unknown, first: number): readonly CountedOn[] {
  const isBlock = run.includes('\n');
  return run.split('\n').flatMap((line, i) => {
    const [, script] = /^\s*bash "?([^\s"]{1,500}\.sh)(?:"|\s|$)/.exec(line) ?? [];
    if (script === undefined) return [];
    return known(
      file,
      filledIn(script, variable => at(env, variable)),
      first + (isBlock ? i + 1 : 0),
    );
  });
}

/** Pipelines whose steps are scripts with their variables in them. */
const scripted = new Set<ArtifactKind>(['gitlab-ci', 'circleci', 'azure-pipelines', 'jenkinsfile']);

const exported = /^\s*export (\w+)=(?:\\?'([^'\\]*)\\?'|([\w./@:+-]+))$/;

/** Each script follows the variables that it is called with. */
function inScripts(file: Parsed): readonly CountedOn[] {
  const variables = new Map<string, string>();
  return file.lines.flatMap((line, i) => {
    const [, name = '', quoted, plain = ''] = exported.exec(line) ?? [];
    variables.set(name, quoted ?? plain);
    if (name === 'DOCKERFILE') return known(file, quoted ?? plain, i + 1);
    const [, script] = /^\s*bash "?([^\s"]{1,500}\.sh)(?:"|\s|$)/.exec(line) ?? [];
    if (script === undefined) return [];
    return known(
      file,
      filledIn(script, variable => variables.get(variable)),
      i + 1,
    );
  });
}

function manifests(file: Parsed): readonly CountedOn[] {
  const service = /^readonly SERVICE=(.*)$/m.exec(file.artifact.content)?.[1];
  return file.lines.flatMap((line, i) => {
    const [, folder] = /^(?:MANIFESTS|OVERLAYS)=\$ROOT\/(.+)$/.exec(line) ?? [];
    if (folder === undefined) return [];
    const filled = filledIn(folder, variable => (variable === 'SERVICE' ? service : undefined));
    return known(file, filled.replaceAll("'", ''), i + 1);
  });
}

const filledIn = (text: string, valueOf: (variable: string) => unknown): string =>
  text.replaceAll(/\$(\w+)/g, (whole, variable: string) => {
    const value = valueOf(variable);
    return value === undefined ? whole : show(value);
  });

/** A path that is only known when the file runs is left out. */
function known(file: Parsed, path: string, line: number): readonly CountedOn[] {
  return path.includes('$') ? [] : [{ path, line, text: file.lines[line - 1] ?? '' }];
}
