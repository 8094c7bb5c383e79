/** npm run test:mutations [-- WORDS OF A NAME]: puts one fault after the other into a copy of the sources; the simulation must notice each. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mutation, mutations } from './mutations.ts';

const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const seedsEach = 600;

/** A copy that can be run: sources, the simulation, and the tools that bundle them. */
function copyOf(folder: string, { file, from, to }: Mutation): void {
  for (const part of ['src', 'test/simulation', 'test/fuzz', 'tools', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const found = text.split(from).length - 1;
  if (found !== 1) throw new Error(`${file} holds ${found} times: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** What the simulation says of the copy; it is ended as soon as it has found something. */
function caught(folder: string, seeds = seedsEach): Promise<string | undefined> {
  const args = [
    join(folder, 'tools', 'run.mjs'),
    'test/simulation/story.ts',
    '--from',
    '1',
    '--seeds',
    String(seeds),
    '--first',
  ];
  const child = spawn(process.execPath, args, { cwd: folder });
  let output = '';
  child.stdout.on('data', text => (output += text));
  child.stderr.on('data', text => (output += text));
  return new Promise((resolve, reject) => {
    child.on('close', () => {
      const found = /^invariant \d.*/m.exec(output)?.[0];
      // A copy that cannot be built or run proves nothing.
      if (found === undefined && !/releases\/s/.test(output)) reject(new Error(output));
      else resolve(found);
    });
  });
}

const [only = ''] = process.argv.slice(2);
const chosen = mutations.filter(({ name }) => name.includes(only));
let missed = 0;
for (const mutation of chosen) {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    copyOf(folder, mutation);
    const found = await caught(folder, mutation.seeds);
    if (found === undefined) missed += 1;
    console.log(
      `${found === undefined ? 'MISSED' : 'caught'}  ${mutation.name.padEnd(66)} ${(found ?? '').slice(0, 140)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(
  `${chosen.length - missed} of ${chosen.length} mutations caught, ${seedsEach} seeds each where no more are named`,
);
process.exitCode = missed === 0 ? 0 : 1;
