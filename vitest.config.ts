import { defineConfig } from 'vitest/config';
import { viteTexts } from './tools/texts.mjs';

// What is generated as it stands has tests of its own, which its own suite runs.
const others = ['test/bench/**', '**/node_modules/**', 'src/**/program/**'];

// Deploys there are judged by how fast a service answers at full load: nothing runs beside them.
const alone = ['test/e2e/demo.test.ts'];

export default defineConfig({
  plugins: [viteTexts],
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'units',
          include: ['src/**/*.test.ts'],
          exclude: others,
          // Modules are read once a worker, and not once a file: a third of the time. No test here changes what others share.
          isolate: false,
          unstubEnvs: true,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: [...others, ...alone],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, exclude: others, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
