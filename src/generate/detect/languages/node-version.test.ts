import { expect, it } from 'vitest';
import { nodeVersion } from './node-version.ts';

it.each([
  ['>=18', '22'],
  ['>=18 <23', '22'],
  ['>=18.0.0 <22.0.0', '20'],
  ['<22.5', '22'],
  ['^20.11.0 || >=24', '24'],
  ['20.x', '20'],
  ['18 - 20', '20'],
  ['>=24', '24'],
  ['*', '22'],
  ['v26', '26'],
  ['16', '16'],
  ['lts/*', '22'],
])('engines.node %s asks for Node %s', (range, version) => {
  expect(nodeVersion(range)).toBe(version);
});
