import { posix } from 'node:path';
import { JSONInstruction } from 'dockerfile-ast';
import { matchesGlob } from '../../model/glob.ts';
import { parseDockerfile } from './index.ts';

/** Whether a Dockerfile takes this file, or a folder that it lies in, out of the build context by name. */
export function copies(dockerfile: string, path: string): boolean {
  return copiedPaths(dockerfile).some(source => {
    if (source === '.') return false;
    return path.startsWith(`${source}/`) || matchesGlob(source.split('/'), path.split('/'));
  });
}

/** What COPY and ADD name in the build context; what comes from another stage is none of it. */
function copiedPaths(dockerfile: string): readonly string[] {
  return parseDockerfile(dockerfile)
    .getInstructions()
    .filter(instruction => instruction instanceof JSONInstruction)
    .filter(instruction => ['COPY', 'ADD'].includes(instruction.getKeyword()))
    .flatMap(instruction => {
      if (instruction.getFlags().some(flag => flag.getName() === 'from')) return [];
      return (instruction.getRawArgumentsContent() ?? '')
        .split(/[\s,[\]"]+/)
        .filter(word => word !== '')
        .slice(0, -1)
        .map(source => posix.normalize(source).replaceAll(/^\/|(?<=.)\/$/g, '') || '.');
    });
}
