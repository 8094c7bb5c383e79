import { describe, expect, it } from 'vitest';
import { json } from '../../../test/fixtures/repositories/files.ts';
import * as node from '../../../test/fixtures/repositories/node.ts';
import { express, found, only } from './testing/found.ts';

describe('several services', () => {
  it('a workspace is a service for each package that starts one; libraries are none', () => {
    const detection = found(node.pnpmMonorepo);
    expect(
      detection.services.map(({ folder, name, source, port }) => [
        folder,
        name.value,
        source?.value,
        port?.value,
      ]),
    ).toEqual([
      ['apps/api', 'api', 'apps/api', 4000],
      ['apps/web', 'web', 'apps/web', 3001],
    ]);
    expect(detection.services.map(({ uses }) => uses)).toEqual([['postgres'], []]);
    expect(detection.services[0]!.commands.get('install')).toMatchObject({
      value: 'pnpm install --frozen-lockfile',
      found: { file: 'pnpm-lock.yaml', line: 1 },
    });
    expect(detection.services[0]!.languageVersion).toMatchObject({
      value: '22',
      found: { file: '.nvmrc', line: 1 },
    });
  });

  it('a service at the top counts, and those in its folders are named', () => {
    const detection = found({
      ...express,
      'jobs/mailer/package.json': json({
        scripts: { start: 'node index.js' },
        dependencies: { fastify: '5' },
      }),
    });
    expect(detection.services.map(({ folder }) => folder)).toEqual(['.']);
    expect(detection.problems.map(({ message }) => message)).toEqual(['jobs/mailer holds a service too']);
  });

  it('backend and frontend side by side are two', () => {
    const detection = found({
      'backend/go.mod': 'module example.com/backend\n\ngo 1.26\n',
      'backend/main.go':
        'package main\n\nfunc main() {\n\thttp.ListenAndServe(":"+os.Getenv("PORT"), nil)\n}\n',
      'frontend/package.json': json({
        name: 'frontend',
        scripts: { build: 'vite build' },
        devDependencies: { vite: '7' },
      }),
      'frontend/index.html': '',
    });
    expect(
      detection.services.map(({ folder, language, source }) => [folder, language.value, source?.value]),
    ).toEqual([
      ['backend', 'go', 'backend'],
      ['frontend', 'static', 'frontend'],
    ]);
  });

  it('of a resource that several name the first counts, in the order of the services', () => {
    const detection = found({
      ...node.pnpmMonorepo,
      'apps/api/compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'apps/web/compose.yaml': 'services:\n  db:\n    image: postgres:15\n  cache:\n    image: redis:7\n',
    });
    expect(detection.services.map(({ uses }) => uses)).toEqual([['postgres'], ['postgres', 'redis']]);
    expect(detection.resources.map(({ name, found }) => [name, found])).toEqual([
      ['postgres', { file: 'apps/api/compose.yaml', line: 3 }],
      ['redis', { file: 'apps/web/compose.yaml', line: 5 }],
    ]);
  });

  it('a program that listens nowhere is a worker, without port and health', () => {
    const service = only({
      'package.json': json({ name: 'mailer', scripts: { start: 'node index.js' } }),
      'index.js': "const queue = require('./queue');\nfor (;;) await queue.next();\n",
    });
    expect(service).toMatchObject({ kind: 'worker', port: undefined, health: undefined });
  });

  it('a folder without anything that runs has none', () => {
    expect(found({ 'README.md': '# Notes\n', 'notes.txt': '' }).services).toEqual([]);
  });
});
