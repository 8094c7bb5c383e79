import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { matrix } from './faults/matrix.ts';

const file = new URL('../../docs/FAULTS.md', import.meta.url);
const part = /(?<=<!-- matrix -->\n)[^]*?(?=\n<!-- end of matrix -->)/;

/** UPDATE=1 writes it. */
test('the fault matrix of the documentation is what the tests and the simulation do', () => {
  const text = readFileSync(file, 'utf8');
  if (process.env['UPDATE'])
    writeFileSync(
      file,
      text.replace(part, () => matrix()),
    );
  expect(part.exec(readFileSync(file, 'utf8'))?.[0]).toBe(matrix());
});
