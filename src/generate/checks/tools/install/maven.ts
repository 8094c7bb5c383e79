import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Installer } from './index.ts';

const repository = 'https://repo1.maven.org/maven2';

/** One file of the repository, by the address that its coordinates mean. */
export const installFromMaven: Installer<'maven'> = async ({ artifact }, tool, folder, step) => {
  const [group = '', name = '', version = ''] = artifact.split(':');
  const address = [repository, group.replaceAll('.', '/'), name, version, `${name}-${version}.jar`].join('/');
  const target = join(folder, 'bin', tool.file);
  mkdirSync(join(folder, 'bin'));
  await step(['curl', '--fail', '--silent', '--show-error', '--location', '--output', target, address]);
};
