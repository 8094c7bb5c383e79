import { describe, expect, it } from 'vitest';
import { type Files, json } from '../../../test/fixtures/repositories/files.ts';
import * as web from '../../../test/fixtures/repositories/web.ts';
import { express, found, only } from './testing/found.ts';

describe('places in their order of trust', () => {
  it('a Dockerfile counts before the sources, and the note names both', () => {
    const detection = found({
      ...express,
      Dockerfile:
        'FROM node:22-alpine\nEXPOSE 8080/tcp\nHEALTHCHECK CMD wget -q http://localhost:8080/live\nCMD ["node", "server.js"]\n',
      '.nvmrc': '20\n',
    });
    const [service] = detection.services;
    expect(service).toMatchObject({
      port: {
        value: 8080,
        found: { file: 'Dockerfile', line: 2 },
        others: [{ value: 3000, found: { file: 'server.js', line: 2 } }],
      },
      languageVersion: { value: '22', found: { file: 'Dockerfile', line: 1 } },
      health: {
        live: { value: '/live', found: { file: 'Dockerfile', line: 3 } },
        ready: { value: '/healthz' },
      },
      command: { value: ['node', 'server.js'], found: { file: 'Dockerfile', line: 4 } },
    });
    expect(detection.problems.map(({ id, message }) => [id, message])).toEqual([
      ['sources-disagree', 'port is 8080 by Dockerfile:2; server.js:2 says 3000'],
      ['sources-disagree', 'languageVersion is 22 by Dockerfile:1; .nvmrc:1 says 20'],
    ]);
  });

  it('a word of CMD keeps its blanks', () => {
    const service = only({
      ...express,
      'my server.js': "import './server.js';\n",
      Dockerfile: 'FROM node:22\nCMD ["node", "my server.js"]\n',
    });
    expect(service.command?.value).toEqual(['node', 'my server.js']);
  });

  it('the stage that builds says the language where the last one is a bare system', () => {
    const service = only({
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n',
      Dockerfile:
        'ARG GO=1.24\nFROM golang:${GO}-bookworm AS build\nRUN go build -o /server .\nFROM gcr.io/distroless/static\nCOPY --from=build /server /server\nEXPOSE 9000\nENTRYPOINT ["/server"]\n',
    });
    expect(service).toMatchObject({
      language: { value: 'go' },
      languageVersion: { value: '1.24' },
      port: { value: 9000 },
      command: { value: ['./bin/shop'] },
    });
  });

  it('a Dockerfile of something else, or for development, says nothing about the service', () => {
    const detection = found({
      ...express,
      '.devcontainer/Dockerfile': 'FROM node:18\nEXPOSE 1\n',
      'Dockerfile.dev': 'FROM node:19\nEXPOSE 9229\nCMD ["nodemon", "server.js"]\n',
      'docker/db/Dockerfile': 'FROM postgres:16\nEXPOSE 5432\n',
      'docker/Dockerfile': 'FROM node:24\n',
    });
    expect(detection.services[0]).toMatchObject({
      port: { value: 3000, found: { file: 'server.js', line: 2 } },
      languageVersion: { value: '24', found: { file: 'docker/Dockerfile', line: 1 } },
      command: { value: ['node', 'server.js'], found: { file: 'package.json' } },
    });
    expect(detection.yours).toEqual([
      { family: 'docker', files: ['Dockerfile.dev', 'docker/Dockerfile', 'docker/db/Dockerfile'] },
    ]);
  });

  it('a range is the least version, and no contradiction to the one that is used', () => {
    const detection = found({
      ...express,
      'package.json': json({
        engines: { node: '>=18' },
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      '.tool-versions': 'nodejs 24.3.0\n',
    });
    expect(detection.services[0]!.languageVersion).toMatchObject({
      value: '24',
      found: { file: '.tool-versions', line: 1 },
    });
    expect(detection.problems).toEqual([]);
  });

  it('a Compose file knows the port, the variables and what runs beside the service', () => {
    const detection = found({
      'package.json': json({ scripts: { start: 'node server.js' }, dependencies: { express: '5', pg: '8' } }),
      'server.js': 'app.listen(process.env.PORT);\n',
      'compose.yaml':
        'services:\n  web:\n    build: .\n    ports: ["127.0.0.1:8080:4000"]\n    environment:\n      - LOG_LEVEL=debug\n      - API_TOKEN=abc\n    healthcheck:\n      test: [CMD, curl, -f, "http://localhost:4000/status"]\n  db:\n    image: postgres:16.4-alpine\n  cache:\n    image: docker.io/library/redis:7\n',
    });
    expect(detection.services[0]).toMatchObject({
      port: { value: 4000, found: { file: 'compose.yaml', line: 4 } },
      health: { live: { value: '/status', found: { file: 'compose.yaml', line: 9 } } },
      uses: ['postgres', 'redis'],
    });
    expect(detection.services[0]!.variables).toEqual([
      { name: 'API_TOKEN', found: { file: 'compose.yaml', line: 7 }, required: false, sensitive: true },
      { name: 'LOG_LEVEL', found: { file: 'compose.yaml', line: 6 }, required: false, sensitive: false },
    ]);
    expect(detection.resources).toMatchObject([
      {
        name: 'postgres',
        kind: 'database',
        type: 'PostgreSQL',
        version: { value: '16.4' },
        found: { file: 'compose.yaml', line: 11 },
      },
      { name: 'redis', kind: 'cache', type: 'Redis' },
    ]);
  });

  it('the port of an example counts where the code only reads PORT', () => {
    const service = only({
      ...express,
      'server.js': 'app.listen(process.env.PORT);\n',
      '.env.example': 'PORT=4100\n',
    });
    expect(service.port).toMatchObject({ value: 4100, found: { file: '.env.example', line: 1 } });
  });
});

describe('how a Node service starts', () => {
  const started = (scripts: Record<string, string>, files: Files = {}) =>
    only({
      'package.json': json({ name: 'x', scripts, dependencies: { express: '5' } }),
      'server.js': 'require("http").createServer().listen(process.env.PORT || 3000);\n',
      ...files,
    }).command?.value.join(' ');

  it.each([
    [{ start: 'node --import ./trace.mjs server.js' }, 'node --import ./trace.mjs server.js'],
    [{ start: 'NODE_ENV=production node server.js' }, 'node server.js'],
    [{ start: 'cross-env NODE_ENV=production node server.js' }, 'node server.js'],
    [{ start: 'npm run build && node server.js' }, 'npm start'],
    [{ start: 'FEATURE=1 node server.js' }, 'npm start'],
    [{ start: 'nodemon server.js', 'start:prod': 'node dist/server.js' }, 'node dist/server.js'],
    [{ start: 'nodemon server.js' }, 'node server.js'],
    [{}, 'node server.js'],
    [{ start: 'node "my server.js"' }, 'node my server.js'],
  ])('%j: %s', (scripts, expected) => {
    expect(started(scripts)).toBe(expected);
  });

  it('what only a shell or the image can run is left to the language', () => {
    const dockerfile = 'FROM node:22\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD sh -c "node $MAIN"\n';
    expect(started({ start: 'node server.js' }, { Dockerfile: dockerfile })).toBe('node server.js');
  });
});

it('what the team has written for delivery is theirs', () => {
  expect(found(web.railsNew).yours).toEqual([
    { family: 'docker', files: ['Dockerfile', '.dockerignore'] },
    { family: 'pipelines', files: ['.github/workflows/ci.yml'] },
  ]);
});

it('a port that is written into the code is a warning: two versions could not run side by side', () => {
  const detection = found({ ...express, 'server.js': "app.get('/healthz', ok);\napp.listen(3000);\n" });
  expect(detection.problems.map(({ id, at }) => [id, at?.file, at?.line])).toEqual([
    ['port-fixed', 'server.js', 2],
  ]);
});

it('a port that the code and a Compose file name is changed in the code', () => {
  const detection = found({
    ...express,
    'server.js': "app.get('/healthz', ok);\napp.listen(4242);\n",
    'compose.yaml': 'services:\n  web:\n    build: .\n    ports: ["8080:4242"]\n',
  });
  expect(detection.services[0]?.port?.found).toEqual({ file: 'compose.yaml', line: 4 });
  expect(detection.problems.map(({ id, at }) => [id, at?.file, at?.line])).toEqual([
    ['port-fixed', 'server.js', 2],
  ]);
});
