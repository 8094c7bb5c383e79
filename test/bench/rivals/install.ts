import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** In one folder of the cache, outside of the project: nobody who installs us gets them. */
const versions = { cdk8s: '2.70.106', constructs: '10.8.1', projen: '0.103.25', yaml: '2.9.1' } as const;

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'devops-flow', 'bench');

/** The folder whose node_modules has cdk8s and projen; why not, where they cannot be had. */
export function npmRivals(): { readonly folder: string; readonly missing?: string } {
  const folder = join(cache, Object.values(versions).join('_'));
  if (existsSync(folder)) return { folder };
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  const argv = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  const { status, stderr } = spawnSync('npm', argv, { cwd: fresh, encoding: 'utf8' });
  if (status === 0) {
    renameSync(fresh, folder);
    return { folder };
  }
  rmSync(fresh, { recursive: true, force: true });
  return { folder, missing: `npm cannot install it: ${(stderr ?? '').trim().split('\n')[0] ?? ''}` };
}

export const { cdk8s: cdk8sVersion, projen: projenVersion } = versions;
