// The house in one table: which room may import which. docs/ARCHITECTURE.md draws it; house.mjs enforces it.
// A room is a folder under src/; the longest matching name wins. A room may always import itself and `errors`.

/** @type {Record<string, { imports: string[], pure?: boolean }>} */
export const rooms = {
  errors: { imports: [], pure: true },
  model: { imports: [], pure: true },

  'generate/yaml': { imports: ['model'], pure: true },
  'generate/dockerfile': { imports: ['model'], pure: true },
  'generate/documents': { imports: ['model', 'generate/yaml'], pure: true },
  'generate/detect': { imports: ['model', 'generate/dockerfile', 'generate/documents'], pure: true },
  'generate/artifacts': { imports: ['model'], pure: true },
  'generate/pins': {
    imports: ['model', 'generate/dockerfile', 'generate/yaml', 'generate/artifacts/shared'],
    pure: true,
  },
  'generate/checks': {
    imports: ['model', 'generate/dockerfile', 'generate/yaml', 'generate/artifacts/shared'],
    pure: true,
  },
  'generate/checks/tools': { imports: ['model', 'generate/artifacts/shared', 'generate/checks'] },
  'generate/workspace': { imports: ['model', 'generate/yaml', 'generate/artifacts/shared'] },

  'deliver/release': { imports: ['model'], pure: true },
  'deliver/engine': { imports: ['model', 'deliver/release'], pure: true },
  'deliver/control': { imports: [] },
  'deliver/durable': { imports: [] },
  'deliver/machine': { imports: ['deliver/engine', 'deliver/control', 'deliver/durable'], pure: true },
  'deliver/machine/real': {
    imports: ['deliver/machine', 'deliver/engine', 'deliver/control', 'deliver/durable'],
  },
  'deliver/router': {
    imports: ['deliver/engine', 'deliver/release', 'deliver/control', 'deliver/durable'],
  },
  'deliver/supervisor': {
    imports: ['deliver/engine', 'deliver/release', 'deliver/durable/durable-text.ts', 'deliver/machine'],
    pure: true,
  },
  'deliver/targets': {
    imports: ['model', 'deliver/engine', 'deliver/release', 'deliver/machine', 'deliver/supervisor'],
    pure: true,
  },
  'deliver/metrics': { imports: ['deliver/engine', 'deliver/release'] },
  'deliver/load': { imports: [] },
  store: { imports: ['deliver/engine', 'deliver/release', 'deliver/control'] },

  app: {
    imports: ['model', 'generate', 'deliver', 'store'],
  },
  cli: { imports: ['app'] },
};

/** Modules that touch the world; a pure room imports none of them. */
export const impureModules = [
  'crypto',
  'fs',
  'net',
  'http',
  'https',
  'child_process',
  'os',
  'process',
  'timers',
  'worker_threads',
  'dgram',
  'tls',
  'undici',
  'libsql',
];

/** What pure rooms may take all the same of modules that are not pure: hashing, and the numbers of signals. */
export const pureImports = { crypto: ['createHash', 'hash'], os: ['constants'] };

/** Globals that read a clock, randomness or the environment. */
export const impureGlobals = ['process', 'performance', 'fetch', 'setTimeout', 'setInterval', 'setImmediate'];

export const impureMembers = [
  ['Date', 'now'],
  ['Math', 'random'],
];
