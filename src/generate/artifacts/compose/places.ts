import type { Project } from '../../../model/service.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { EmitOptions } from '../shared/artifact.ts';
import { folderOf, folders } from '../shared/folders.ts';

/** The folder of what is generated beside the file for its containers. */
export const folderBeside = 'compose';

export interface Places {
  /** A path of the project as the file has to write it; an absolute one, or one below ~, is of the machine. */
  readonly fromHere: (path: string) => string;
  /** The Dockerfile that is generated for a service, from the folder of the project on. */
  readonly dockerfileOf: (service: ServiceView) => string;
}

export function placesOf(project: Project, { folders: chosen = folders }: EmitOptions): Places {
  const up = parts(chosen.compose).map(() => '..');
  const images = parts(chosen.docker).map(part => `${part}/`);
  const root = up.length === 0 ? '.' : up.join('/');
  return {
    fromHere: path => {
      if (/^[/~]/.test(path)) return path;
      const below = path.replace(/^(?:\.\/)+/, '');
      return below === '' || below === '.' ? root : `${root}/${below}`;
    },
    dockerfileOf: ({ name }) => `${images.join('')}${folderOf(project, name.value)}Dockerfile`,
  };
}

const parts = (folder: string) => folder.split('/').filter(part => part !== '' && part !== '.');
