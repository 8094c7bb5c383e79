// npm run test:long [-- --seed N --inputs N --releases N --parser NAME]: a million texts for each parser, then a million
// simulated releases. With --simulation only the releases; with --soak [--minutes N]: deploys under load for half an hour; with
// --crashes: every crash point.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const { values } = parseArgs({
  options: {
    seed: text,
    inputs: text,
    parser: text,
    releases: text,
    minutes: text,
    simulation: flag,
    soak: flag,
    crashes: flag,
  },
});

function run(program, names, ...more) {
  const args = names.flatMap(name => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const argv = ['tools/run.mjs', program, ...args, ...more];
  return spawnSync(process.execPath, argv, { stdio: 'inherit' }).status === 0;
}

const simulation = () => run('test/simulation/long.ts', ['seed', 'releases']);

function runAll() {
  if (values.simulation) return [simulation()];
  if (values.soak) return [run('test/soak/index.ts', ['minutes'])];
  if (values.crashes) return [run('test/crash/index.ts', ['seed'], '--all')];
  return [
    run('test/fuzz/long.ts', ['seed', 'inputs', 'parser']),
    values.parser !== undefined || simulation(),
  ];
}

process.exitCode = runAll().every(Boolean) ? 0 : 1;
