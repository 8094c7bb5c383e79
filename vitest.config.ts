import { defineConfig } from 'vitest/config';
import { viteTexts } from './tools/texts.mjs';

export default defineConfig({
  plugins: [viteTexts],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What is generated as it stands has tests of its own, which its own suite runs.
    exclude: ['test/bench/**', '**/node_modules/**', 'src/**/program/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
