import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../suite/index.ts';
import type { Stack } from '../terraform/stacks.ts';

/** A resource as the program asks for it. */
export interface Made {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A generated program, with its packages beside it. */
export interface Program {
  readonly folder: string;
  readonly tests: readonly string[];
  readonly environments: readonly string[];
  /** Whether a program of the packages, or node, ends well there, and what it prints. */
  readonly run: (name: string, argv: readonly string[]) => readonly [isWell: boolean, output: () => string];
  /** Of the program of the environments, or of another folder. */
  readonly made: (stack: string, program?: string) => readonly Made[];
  /** Puts a mistake in the place of a text. @returns takes it away again */
  readonly spoil: (file: string, text: string, mistake: string) => () => void;
}

/** Generates it and brings the packages that it names; undefined where that fails. */
export function programOf(
  { name, layOut, argv }: Stack,
  { program, work, tally }: Suite,
): Program | undefined {
  const folder = join(work, 'projects', name);
  mkdirSync(folder, { recursive: true });
  layOut(folder);
  const command = [program, 'generate', ...argv, '--family', 'pulumi', '--output', '.'];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  if (!tally.judge('a program is generated', status === 0, () => stderr)) return undefined;
  const generated = join(folder, 'pulumi');
  return bringPackages(generated, work, tally) ? programIn(generated, join(work, 'node_modules')) : undefined;
}

/** All projects name the same packages, which Node finds above them. */
function bringPackages(folder: string, work: string, tally: Suite['tally']): boolean {
  if (existsSync(join(work, 'node_modules'))) return true;
  writeFileSync(join(work, 'package.json'), readFileSync(join(folder, 'package.json')));
  console.error('installing the packages of the program from the npm registry');
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: work, encoding: 'utf8' },
  );
  return tally.judge('its packages can be had', status === 0, () => stderr);
}

function programIn(folder: string, packages: string): Program {
  const run: Program['run'] = (name, argv) => {
    const program = name === 'node' ? process.execPath : join(packages, '.bin', name);
    const { status, stdout, stderr } = spawnSync(program, argv, { cwd: folder, encoding: 'utf8' });
    return [status === 0, () => stdout + stderr];
  };
  const files = readdirSync(folder);
  return {
    folder,
    run,
    tests: readdirSync(join(folder, 'tests'))
      .filter(file => file.endsWith('.test.ts'))
      .map(file => join('tests', file)),
    environments: files.flatMap(file => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []),
    made: (stack, program = '.') => madeIn(run, stack, program),
    spoil: (file, text, mistake) => {
      const path = join(folder, file);
      const whole = readFileSync(path, 'utf8');
      if (!whole.includes(text)) throw new Error(`${file} has no ${text}`);
      writeFileSync(
        path,
        whole.replace(text, () => mistake),
      );
      return () => writeFileSync(path, whole);
    },
  };
}

/** What the mocks were asked for. */
function madeIn(run: Program['run'], ...names: readonly [stack: string, program: string]): readonly Made[] {
  const script = `require('./tests/mocks').stackOf(...${JSON.stringify(names)}).then(made => console.log('\\nmade ' + JSON.stringify(made)))`;
  const [isWell, output] = run('node', ['--require', 'tsx/cjs', '--eval', script]);
  if (!isWell) throw new Error(output());
  // Pulumi warns on the same stream.
  return JSON.parse(/^made (.*)$/m.exec(output())?.[1] ?? '[]') as Made[];
}
