import type { Project } from '../../../model/service.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { EmitOptions } from '../shared/artifact.ts';
import { folderOf, folders } from '../shared/folders.ts';

export interface Places {
  /** From the folder of the file to that of the project: "." or "../..". */
  readonly root: string;
  /** The Dockerfile that is generated for a service, from the folder of the project on. */
  readonly dockerfileOf: (service: ServiceView) => string;
}

export function placesOf(project: Project, { folders: chosen = folders }: EmitOptions): Places {
  const up = parts(chosen.compose).map(() => '..');
  const images = parts(chosen.docker).map(part => `${part}/`);
  return {
    root: up.length === 0 ? '.' : up.join('/'),
    dockerfileOf: ({ name }) => `${images.join('')}${folderOf(project, name.value)}Dockerfile`,
  };
}

const parts = (folder: string) => folder.split('/').filter(part => part !== '' && part !== '.');
