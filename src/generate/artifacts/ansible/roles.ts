import files from 'texts:./roles';
import type { Artifact } from '../shared/artifact.ts';
import { generatedLine, textFile } from '../shared/text.ts';

/** The roles are the same for every service: what differs are their variables. */
export const roles = (folder: string, used: ReadonlySet<string>): readonly Artifact[] =>
  Object.entries(files)
    .filter(([path]) => used.has(path.slice(0, path.indexOf('/'))))
    .map(([path, content]) =>
      textFile(
        {
          family: 'ansible',
          path: `${folder}roles/${path}`,
          kind: path.endsWith('.yml') ? 'ansible' : 'text',
        },
        [headOf(path), ...content.trimEnd().split('\n')],
      ),
    );

/** A comment of Jinja does not reach the hosts. */
const headOf = (path: string): string => (path.endsWith('.j2') ? `{${generatedLine} #}` : generatedLine);
