import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installer } from './installer.ts';

/** npm puts the package into a folder of its own, and runs no code of it or of what it needs. */
export const installFromNpm: Installer<'npm'> = async (origin, { tool, folder, target, step }) => {
  const home = join(folder, 'npm');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await step(['npm', 'install', ...quiet, '--prefix', home, '--save-exact', origin.package], { cwd: home });
  const { compiled } = origin;
  if (compiled) writeFileSync(join(home, 'node_modules', compiled.file), compiled.text);
  symlinkSync(join(home, 'node_modules', '.bin', tool.file), target);
};
