import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { play } from './script.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const scripts = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.scenario'),
);

test('there are scenarios', () => expect(scripts.length).toBeGreaterThan(5));

for (const name of scripts.sort()) {
  const file = join(root, name);
  const script = readFileSync(file, 'utf8');
  test(`${name}: ${/^# (.*)/.exec(script)?.[1] ?? ''}`, () => {
    const played = play(script);
    // UPDATE=1 writes what the machine answers now; the diff is reviewed like code.
    if (process.env['UPDATE']) writeFileSync(file, played);
    else expect(played).toBe(script);
  });
}
