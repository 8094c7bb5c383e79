import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { readRepository } from './read-repository.ts';

test('what git ignores, vendored folders and links are left out', () => {
  const folder = laidOut({
    '.git/config': '',
    '.gitignore': 'dist/\n*.log\n.env\n',
    '.env': 'SECRET=1\n',
    'app.log': '',
    'dist/app.js': '',
    'node_modules/x/package.json': '{}',
    'src/.gitignore': '!keep.log\n/local.js\n',
    'src/keep.log': '',
    'src/local.js': '',
    'src/app.js': '',
    'package.json': '{}',
  });
  symlinkSync('/etc/passwd', join(folder, 'linked.js'));
  symlinkSync('/etc', join(folder, 'linked'));
  const { repository, isCut } = readRepository(folder);
  expect(repository.files).toEqual([
    '.gitignore',
    'package.json',
    'src/.gitignore',
    'src/app.js',
    'src/keep.log',
  ]);
  expect(repository.outer).toBeUndefined();
  expect(isCut).toBe(false);
});

test('a text is read without its byte order mark; what is large or no text is not read', () => {
  const folder = laidOut({
    'bom.json': '\uFEFF{}',
    'windows.txt': 'a\r\nb\r\n',
    'large.js': 'x'.repeat(256 * 1024 + 1),
    'binary.js': Uint8Array.of(1, 0, 2),
  });
  const { repository } = readRepository(folder);
  const read = ['bom.json', 'windows.txt', 'large.js', 'binary.js', 'absent', '../x'].map(path =>
    repository.read(path),
  );
  expect(read).toEqual(['{}', 'a\nb\n', undefined, undefined, undefined, undefined]);
});

test('a link that takes the place of a file after the look is not followed', () => {
  const folder = laidOut({ 'app.js': 'ours' });
  const { repository } = readRepository(folder);
  rmSync(join(folder, 'app.js'));
  symlinkSync('/etc/passwd', join(folder, 'app.js'));
  expect(repository.files).toEqual(['app.js']);
  expect(repository.read('app.js')).toBeUndefined();
});

test('a folder of a repository sees the files at its top, and obeys the rules above it', () => {
  const folder = laidOut({
    '.git/config': '',
    '.gitignore': 'apps/api/secret.txt\n',
    'pnpm-lock.yaml': 'lock',
    'apps/api/package.json': '{}',
    'apps/api/secret.txt': '',
    'apps/web/package.json': '{}',
  });
  const { repository } = readRepository(join(folder, 'apps/api'));
  expect(repository.files).toEqual(['package.json']);
  expect(repository.outer).toMatchObject({ files: ['.gitignore', 'pnpm-lock.yaml'], base: '../..' });
  expect(repository.outer?.read('pnpm-lock.yaml')).toBe('lock');
});

test('of a huge repository the files near the top are looked at', () => {
  const many = Array.from({ length: 5200 }, (_, i) => [`data/${i}.txt`, ''] as const);
  const { repository, isCut } = readRepository(
    laidOut({ ...Object.fromEntries(many), 'package.json': '{}' }),
  );
  expect([repository.files.length, repository.files.includes('package.json'), isCut]).toEqual([
    5000,
    true,
    true,
  ]);
});

test('what was generated is no file of the team, in the folder and in projects below it', () => {
  const lock = (output: string, path: string) =>
    JSON.stringify({
      schemaVersion: 1,
      entries: [
        {
          family: 'docker',
          output,
          inputs: { documents: [], options: {} },
          files: { [path]: { sha256: '0'.repeat(64), mode: '644' } },
        },
      ],
    });
  const folder = laidOut({
    '.devops-flow/lock.json': lock('k8s', 'deployment.yaml'),
    'k8s/deployment.yaml': '',
    'k8s/cron.yaml': '',
    'apps/api/.devops-flow/lock.json': lock('.', 'Dockerfile'),
    'apps/api/Dockerfile': '',
    'apps/web/Dockerfile': '',
  });
  expect(readRepository(folder).repository.files).toEqual(['apps/web/Dockerfile', 'k8s/cron.yaml']);
});

test('a lock that cannot be read is named, so that nothing generated is taken for a file of the team', () => {
  const folder = laidOut({ '.devops-flow/lock.json': '{}' });
  expect(() => readRepository(folder)).toThrow('lock.json');
});
