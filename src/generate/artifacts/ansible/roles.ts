import files from 'texts:./roles';
import type { Artifact, ArtifactKind } from '../shared/artifact.ts';
import { generatedLine, textFile } from '../shared/text.ts';

/** The roles are the same for every service: what differs are their variables. */
export const roles = (folder: string, used: ReadonlySet<string>): readonly Artifact[] =>
  textsOf(used).map(([path, content]) =>
    textFile(
      {
        family: 'ansible',
        path: `${folder}roles/${path}`,
        kind: kindOf(path),
      },
      headed(path, content.trimEnd().split('\n')),
    ),
  );

const textsOf = (used: ReadonlySet<string>): readonly (readonly [path: string, content: string])[] =>
  Object.entries(files).filter(([path]) => used.has(path.slice(0, path.indexOf('/'))));

/** The modules that roles take from collections, sorted. */
export const modulesOf = (used: ReadonlySet<string>): readonly string[] =>
  [
    ...new Set(
      textsOf(used).flatMap(([, content]) =>
        [...content.matchAll(/^ *((?:amazon|community)\.\w+\.\w+):/gm)].map(([, name = '']) => name),
      ),
    ),
  ].toSorted();

function kindOf(path: string): ArtifactKind {
  if (path.endsWith('.yml')) return 'ansible';
  return path.endsWith('.sh') ? 'shell' : 'text';
}

/** The line that says whose the file is; behind the one that says what runs it. A comment of Jinja does not reach the hosts. */
function headed(path: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  if (first.startsWith('#!')) return [first, generatedLine, ...rest];
  if (path.endsWith('.j2')) return [`{${generatedLine} #}`, first, ...rest];
  return [path.endsWith('.sql') ? generatedLine.replace('#', '--') : generatedLine, first, ...rest];
}
