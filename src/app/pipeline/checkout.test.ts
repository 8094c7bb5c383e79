import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkOut, projectFiles } from './checkout.ts';

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  writeFileSync(join(folder, '.gitignore'), 'secret\n');
  writeFileSync(join(folder, 'secret'), 'never committed');
  return folder;
}

test('what git ignores stays behind, in a repository of thousands of long names too', () => {
  const folder = repository();
  const long = 'n'.repeat(200);
  for (let i = 0; i < 5500; i++) writeFileSync(join(folder, `${long}${i}`), '');
  const files = projectFiles(folder);
  expect(files).toHaveLength(5501);
  expect(files).not.toContain('secret');
});

test('a link is checked out as a link, to a folder too; what git knows and nobody has any more is not', () => {
  const folder = repository();
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'a.js'), 'a');
  writeFileSync(join(folder, 'gone.js'), '');
  symlinkSync('src', join(folder, 'lib'));
  execFileSync('git', ['add', '--all'], { cwd: folder });
  rmSync(join(folder, 'gone.js'));
  const files = projectFiles(folder);
  expect(files.toSorted()).toEqual(['.gitignore', 'lib', 'src/a.js']);
  const target = join(folder, '.devops-flow', 'copy');
  checkOut(folder, files, target);
  expect([readlinkSync(join(target, 'lib')), readFileSync(join(target, 'lib', 'a.js'), 'utf8')]).toEqual([
    'src',
    'a',
  ]);
});
