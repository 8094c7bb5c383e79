import type { Installer } from './installer.ts';

const repository = 'https://repo1.maven.org/maven2';

/** One file of the repository, by the address that its coordinates mean. */
export const installFromMaven: Installer<'maven'> = async ({ artifact }, { target, step }) => {
  const [group = '', name = '', version = ''] = artifact.split(':');
  const address = [repository, group.replaceAll('.', '/'), name, version, `${name}-${version}.jar`].join('/');
  await step(['curl', '--fail', '--silent', '--show-error', '--location', '--output', target, address]);
};
