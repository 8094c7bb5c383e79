import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Installer } from './installer.ts';

/** A wheel is unpacked; a source package would run its own code here. */
export const onlyWheels = ['--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:'];

const siteOf = "import sysconfig; print(sysconfig.get_path('purelib'))";

/** pip puts the package into an environment of its own: nothing that it needs meets what other programs need. */
export const installFromPypi: Installer<'pypi'> = async (
  { requirement, file },
  { tool, folder, target, step },
) => {
  const environment = join(folder, 'python');
  const python = join(environment, 'bin', 'python');
  await step(['python3', '-m', 'venv', '--without-pip', environment]);
  await step(['python3', '-m', 'pip', '--python', python, 'install', ...onlyWheels, requirement]);
  const site = file === undefined ? '' : (await step([python, '-c', siteOf])).stdout.trim();
  const program = file === undefined ? join(environment, 'bin', tool.file) : join(site, file);
  if (file !== undefined) chmodSync(program, 0o755);
  symlinkSync(program, target);
};
