import { defineConfig } from 'vitest/config';
import { viteTexts } from './tools/texts.mjs';

export default defineConfig({
  plugins: [viteTexts],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/bench/**', '**/node_modules/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
