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
  const find = finders[artifact.kind];
  return find ? find(parseArtifact(artifact).parsed) : [];
}

type Find = (file: Parsed) => readonly CountedOn[];

const finders: Partial<Record<ArtifactKind, Find>> = {
  shell: manifests,
  compose: file => file.trees.flatMap(tree => built(file, tree)),
  'github-workflow': file => file.trees.flatMap(tree => steps(file, tree)),
  'gitlab-ci': inScripts,
  circleci: inScripts,
  'azure-pipelines': inScripts,
  jenkinsfile: inScripts,
};

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
    const script = scriptIn(line, variable => at(env, variable));
    return script === undefined ? [] : known(file, script, first + (isBlock ? i + 1 : 0));
  });
}

const exported = /^\s*export (\w+)=(?:\\?'([^'\\]*)\\?'|([\w./@:+-]+))$/;

/** For pipelines whose steps are scripts with their variables in them: each script follows those that it is called with. */
function inScripts(file: Parsed): readonly CountedOn[] {
  const variables = new Map<string, string>();
  return file.lines.flatMap((line, i) => {
    const [, name = '', quoted, plain = ''] = exported.exec(line) ?? [];
    variables.set(name, quoted ?? plain);
    if (name === 'DOCKERFILE') return known(file, quoted ?? plain, i + 1);
    const script = scriptIn(line, variable => variables.get(variable));
    return script === undefined ? [] : known(file, script, i + 1);
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

type ValueOf = (variable: string) => unknown;

/** The script that a line starts; undefined where it starts none. */
function scriptIn(line: string, valueOf: ValueOf): string | undefined {
  const [, script] = /^\s*bash "?([^\s"]{1,500}\.sh)(?:"|\s|$)/.exec(line) ?? [];
  return script === undefined ? undefined : filledIn(script, valueOf);
}

const filledIn = (text: string, valueOf: ValueOf): string =>
  text.replaceAll(/\$(\w+)/g, (whole, variable: string) => {
    const value = valueOf(variable);
    return value === undefined ? whole : show(value);
  });

/** A path that is only known when the file runs is left out. */
function known(file: Parsed, path: string, line: number): readonly CountedOn[] {
  return path.includes('$') ? [] : [{ path, line, text: file.lines[line - 1] ?? '' }];
}
