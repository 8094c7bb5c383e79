import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import { textsOf } from '../../../../test/fixtures/parsed.ts';
import { Failure } from '../../../errors/index.ts';
import type { Language, Project, Service } from '../../../model/service.ts';
import { docker } from './index.ts';

const files = (project: Project) => textsOf(docker.emit(project, {}));
const dockerfile = (changes: Partial<Service> = {}) => files(ordersWith(changes))['Dockerfile'] ?? '';

test('a Node service', () => {
  expect(
    dockerfile(),
  ).toBe(`# Built from the folder above the sources, by devops-flow; edits are kept and reported.
FROM node:22.23.2-trixie AS build
WORKDIR /src
COPY v1/ ./
# From the lock file alone; a service without dependencies has none.
RUN --mount=type=cache,target=/root/.npm if [ -f package-lock.json ]; then npm ci; fi
RUN npm run build --if-present && npm prune --omit=dev

FROM node:22.23.2-trixie-slim
LABEL org.opencontainers.image.title="orders"
LABEL org.opencontainers.image.description="Takes orders and keeps them"
LABEL org.opencontainers.image.version="1.0.0"
ENV NODE_ENV="production"
ENV PORT="8080"
ENV DATA_DIR="/data"
ENV LOG_LEVEL="info"
ENV CURRENCY="EUR"
WORKDIR /app
COPY --from=build /src ./
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data"]
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=2s --start-period=20s --retries=3 \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + process.argv[1]).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))", "/health/live"]
CMD ["node", "server.js"]
`);
});

const bases = (text: string) => [...text.matchAll(/^FROM (\S+)/gm)].map(match => match[1]);
const command = (text: string) => /^CMD (.*)$/m.exec(text)?.[1];

describe('every language', () => {
  test.each<[Language, string, string[], string[], string]>([
    [
      'node',
      '24',
      ['node', 'server.js'],
      ['node:24.19.0-trixie', 'node:24.19.0-trixie-slim'],
      '["node", "server.js"]',
    ],
    [
      'python',
      '3.12',
      ['python', 'main.py'],
      ['python:3.12.14-trixie', 'python:3.12.14-slim-trixie'],
      '["python", "main.py"]',
    ],
    ['go', '1.26', ['./app', '-v'], ['golang:1.26.7-trixie', 'debian:13.6-slim'], '["/app/app", "-v"]'],
    ['go', '1.26', ['go', 'run', '.'], ['golang:1.26.7-trixie', 'debian:13.6-slim'], '["/app/orders"]'],
    [
      'java',
      '21',
      ['java', '-jar', 'target/x.jar'],
      ['maven:3.9.16-eclipse-temurin-21-noble', 'eclipse-temurin:21.0.12_8-jre-noble'],
      '["java", "-jar", "app.jar"]',
    ],
    [
      'ruby',
      '3.4',
      ['ruby', 'app.rb'],
      ['ruby:3.4.10-trixie', 'ruby:3.4.10-slim-trixie'],
      '["ruby", "app.rb"]',
    ],
    [
      'php',
      '8.4',
      ['php', '-S', '0.0.0.0:8080'],
      ['composer:2.10.2', 'php:8.4.24-cli-trixie'],
      '["php", "-S", "0.0.0.0:8080"]',
    ],
    [
      'dotnet',
      '8',
      ['dotnet', 'bin/Orders.dll'],
      ['mcr.microsoft.com/dotnet/sdk:8.0-noble', 'mcr.microsoft.com/dotnet/aspnet:8.0-noble'],
      '["dotnet", "Orders.dll"]',
    ],
    ['rust', '1.98', ['cargo', 'run'], ['rust:1.98.0-trixie', 'debian:13.6-slim'], '["/app/orders"]'],
    [
      'static',
      '1',
      ['nginx'],
      ['nginx:1.30.4-alpine3.24-slim', 'nginx:1.30.4-alpine3.24-slim'],
      '["nginx", "-g", "daemon off;"]',
    ],
  ])(
    '%s %s has a base to build and one to run, and starts without a shell',
    (language, languageVersion, argv, images, cmd) => {
      const text = dockerfile({ language, languageVersion, command: argv });
      expect(bases(text)).toEqual(images);
      expect(command(text)).toBe(cmd);
    },
  );

  test('a version that no table knows takes the tag of its series', () => {
    expect(bases(dockerfile({ language: 'python', languageVersion: '3.9' }))).toEqual([
      'python:3.9',
      'python:3.9-slim',
    ]);
    expect(bases(dockerfile({ languageVersion: 'constructor' }))).toEqual([
      'node:constructor',
      'node:constructor-slim',
    ]);
  });
});

test('a static site brings the nginx configuration that listens on its port as nobody', () => {
  const site = files(ordersWith({ language: 'static', languageVersion: '1', source: 'site', port: 8081 }));
  expect(Object.keys(site)).toEqual(['.dockerignore', 'Dockerfile', 'nginx.conf']);
  expect(site['nginx.conf']).toContain('    listen 8081;\n');
  expect(site['nginx.conf']).toContain(
    '    location = /health/ready { try_files $uri $uri/index.html @healthy; }\n',
  );
  expect(site['nginx.conf']).toContain('    location @healthy { return 200; }\n');
});

test('a static site whose health is its first page serves that page, and no empty answer in its place', () => {
  const health = { ...ordersProject.services[0]!.health, live: '/', ready: '/', startup: '/' };
  const site = files(ordersWith({ language: 'static', languageVersion: '1', health }));
  expect(site['nginx.conf']).not.toContain('return 200');
  expect(site['nginx.conf']).toContain('    location / { try_files $uri $uri/ /index.html; }\n');
});

test('a site that a bundler builds is made from its sources, with what the build reads', () => {
  const site = files(
    ordersWith({
      language: 'static',
      languageVersion: '1',
      source: '.',
      entryPoint: 'dist/index.html',
      commands: { install: 'npm ci', build: 'npm run build' },
      command: ['nginx'],
      volumes: [],
      variables: [],
    }),
  );
  expect(site['Dockerfile']?.split('\n').slice(1, 8)).toEqual([
    'FROM node:24.19.0-trixie AS build',
    'WORKDIR /src',
    'COPY . ./',
    'RUN --mount=type=cache,target=/root/.npm ["sh", "-c", "npm ci"]',
    'RUN --mount=type=cache,target=/root/.npm ["sh", "-c", "npm run build"]',
    '',
    'FROM nginx:1.30.4-alpine3.24-slim',
  ]);
  expect(site['Dockerfile']).toContain('COPY --from=build /src/dist /usr/share/nginx/html\n');
  expect(site['.dockerignore']?.split('\n')).toEqual([
    '**/.git',
    '**/.devops-flow',
    '**/.env',
    '**/*.pem',
    '**/*.key',
    '**/.env.local',
    '**/.env.*.local',
    '**/node_modules',
    '.github',
    'Dockerfile',
    '.dockerignore',
    'k8s/**/*.yaml',
    '',
  ]);
});

test('no secret reaches the image, and nothing secret reaches the build context', () => {
  expect(dockerfile()).not.toContain('DATABASE_URL');
  expect(files(ordersProject)['.dockerignore']?.split('\n')).toEqual(
    expect.arrayContaining(['**/.env', '**/.env.*', '**/*.key']),
  );
});

test.each<[string, Partial<Service>, boolean]>([
  ['Next.js', { framework: 'Next.js' }, true],
  ['SvelteKit', { framework: 'sveltekit' }, true],
  ['Express', { framework: 'express' }, false],
  ['no framework', {}, false],
])('with %s the committed .env.production reaches the build where that reads it', (_, changes, isSent) => {
  const lines = files(ordersWith(changes))['.dockerignore']?.split('\n') ?? [];
  expect(lines.includes('!**/.env.production')).toBe(isSent);
  expect(lines.indexOf('**/.env.*')).toBeLessThan(
    isSent ? lines.indexOf('!**/.env.production') : lines.length,
  );
});

test('folders that may be part of a build are sent to it', () => {
  expect(files(ordersProject)['.dockerignore']?.split('\n')).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:docs|scripts|logs|k8s)$/)]),
  );
});

test('a value with a line break stays out of the image: a Dockerfile cannot say it', () => {
  const variables = [{ name: 'BANNER', required: false, sensitive: false, default: 'one\nRUN two' }];
  expect(dockerfile({ variables })).not.toContain('BANNER');
});

describe('a secret variable that a command refers to', () => {
  const variables = [{ name: 'TOKEN', required: true, sensitive: true }];
  const command = ['node', 'server.js', '--token=${TOKEN}'];

  test('is filled in by a shell, since CMD in its JSON form fills in nothing', () => {
    expect(dockerfile({ variables, command })).toContain(
      String.raw`CMD ["sh", "-c", "exec node server.js \"--token=${'${TOKEN}'}\""]`,
    );
  });

  test('leaves the arguments of the service to those who start it', () => {
    expect(dockerfile({ variables, command, arguments: ['-v'] })).toContain(
      String.raw`ENTRYPOINT ["sh", "-c", "exec node server.js \"--token=${'${TOKEN}'}\" \"$@\"", "sh"]` +
        '\nCMD ["-v"]',
    );
  });
});

test.each(['my folder', '../up', 'a$b', 'a*b', ''])('the source folder %j is refused by name', source => {
  const attempt = () => docker.emit(ordersWith({ source }), { pipelineType: 'github-actions' });
  expect(attempt).toThrow(Failure);
  expect(attempt).toThrow('path-unusual');
});

test('whatever a default or an argument holds, Docker reads that very text', () => {
  const text = fc
    .oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', '\\', '$', "'", ' ', '#', '{', '}', 'a', '=') }),
    )
    .filter(value => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value));
  fc.assert(
    fc.property(text, text, (value, argument) => {
      const variables = [{ name: 'TEXT', required: false, sensitive: false, default: value }];
      const parsed = DockerfileParser.parse(dockerfile({ variables, command: ['node', argument] }));
      const found = parsed
        .getENVs()
        .flatMap(env => env.getProperties())
        .find(item => item.getName() === 'TEXT');
      // The parser leaves the backslash before a dollar sign, which Docker takes away.
      expect(found?.getValue()?.replaceAll('\\$', '$')).toBe(value);
      const last = parsed.getInstructions().at(-1)?.getArgumentsContent() ?? '';
      expect(JSON.parse(last)).toEqual(['node', argument]);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['pnpm install --frozen-lockfile', 'RUN npm install --global --force corepack@0.36.0 && corepack enable'],
  ['yarn install --immutable', 'RUN npm install --global --force corepack@0.36.0 && corepack enable'],
  ['bun install --frozen-lockfile', 'RUN npm install --global bun@1.4.5'],
])('the package manager of `%s` is there before it is called', (install, step) => {
  const lines = dockerfile({ commands: { install } }).split('\n');
  const called = lines.findIndex(line => line.includes(install));
  expect(lines.indexOf(step)).toBeGreaterThan(0);
  expect(lines.indexOf(step)).toBeLessThan(called);
});
