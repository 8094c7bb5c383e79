import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The example as its users have it: a repository with what was generated for one product. */
export function exampleFor(product: string, project: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  const families = ['docker', 'kubernetes', 'scripts', 'pipelines'].flatMap(family => ['--family', family]);
  must(
    folder,
    process.execPath,
    join(project, 'dist', 'main.cjs'),
    'generate',
    '.',
    '--type',
    product,
    ...families,
  );
  const identity = ['-c', 'user.name=orders', '-c', 'user.email=orders@example.com'];
  must(folder, 'git', 'init', '--quiet', '--initial-branch', 'main', '.');
  must(folder, 'git', 'add', '--all');
  must(folder, 'git', ...identity, 'commit', '--quiet', '--message', 'as generated');
  must(folder, 'git', 'remote', 'add', 'origin', 'https://example.com/acme/orders.git');
  return folder;
}

function must(cwd: string, program: string, ...words: readonly string[]): void {
  const { status, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}\n${stderr}`);
}
