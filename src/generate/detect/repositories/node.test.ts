import { expect, test } from 'vitest';
import * as node from '../../../../test/fixtures/repositories/node.ts';
import { type Row, serviceIn } from '../testing/service-in.ts';

const repositories: readonly Row[] = [
  [
    'express-generator',
    node.expressGenerator,
    {
      name: 'shop',
      language: 'node',
      framework: 'express',
      port: 3000,
      start: 'node ./bin/www',
      install: 'npm ci',
      health: undefined,
    },
  ],
  [
    'create-next-app',
    node.createNextApp,
    {
      name: 'web',
      language: 'node',
      framework: 'next',
      port: 3000,
      start: 'node_modules/.bin/next start',
      install: 'npm ci',
      build: 'npm run build',
      health: undefined,
    },
  ],
  [
    'nest new',
    node.nestNew,
    {
      name: 'orders',
      language: 'node',
      framework: 'nest',
      port: 3000,
      start: 'node dist/main',
      install: 'pnpm install --frozen-lockfile',
      build: 'pnpm run build',
      test: 'pnpm test',
      health: undefined,
    },
  ],
  [
    'fastify-cli generate',
    node.fastifyCli,
    {
      name: 'api',
      language: 'node',
      framework: 'fastify',
      port: 3000,
      start: 'node_modules/.bin/fastify start -l info app.js',
      install: 'npm ci',
      test: 'npm test',
      health: undefined,
    },
  ],
  [
    'create hono',
    node.honoNode,
    {
      name: 'edge',
      language: 'node',
      framework: 'hono',
      port: 3000,
      start: 'node dist/index.js',
      install: 'bun install --frozen-lockfile',
      build: 'bun run build',
      health: '/health',
    },
  ],
  [
    'nuxi init',
    node.nuxt,
    {
      name: 'nuxt-app',
      language: 'node',
      framework: 'nuxt',
      port: 3000,
      start: 'node .output/server/index.mjs',
      install: 'pnpm install --frozen-lockfile',
      build: 'pnpm run build',
      health: undefined,
    },
  ],
  [
    'create vite, react',
    node.viteReact,
    {
      name: 'board',
      language: 'static',
      framework: 'vite',
      port: 8080,
      install: 'yarn install --frozen-lockfile',
      build: 'yarn run build',
      health: '/',
    },
  ],
];

test.each(repositories)(
  'init finds in a repository of Node what its framework lays out: %s',
  (_, files, expected) => {
    expect(serviceIn(files)).toEqual(expected);
  },
);
