import { type Problem, problem } from '../../../errors/index.ts';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import { placeOf } from '../../artifacts/shared/folders.ts';
import { runProgram } from './run-program.ts';

/**
 * Tells in one Bash which of many scripts do not parse: after `set -n` a shell reads on and carries nothing out, and a
 * subshell for each script costs a tenth of a process. Exit codes come back, each on a line.
 */
const driver = `for script; do (eval "set -n
$script") 2>/dev/null; echo "$?"; done`;

/** Arguments of one process: Linux takes 128 KiB in one and 2 MiB in all, macOS 1 MiB with the environment. */
const most = { one: 100_000, together: 400_000, scripts: 100, processes: 4 };

/** Parses every shell script with the real Bash; each that does not parse is read again alone, for the words of Bash. */
export async function parseShell(artifacts: readonly Artifact[]): Promise<Problem[]> {
  const scripts = artifacts.filter(({ kind }) => kind === 'shell');
  const waiting = batches(scripts);
  const broken = new Set<Artifact>();
  let isHere = true;
  const work = async () => {
    for (let batch = waiting.shift(); batch && isHere; batch = waiting.shift()) {
      const codes = await exitCodes(batch);
      isHere = codes !== 'no-bash';
      for (const [i, script] of batch.entries()) if (codes[i] !== '0') broken.add(script);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most.processes, waiting.length) }, work));
  if (!isHere) return [problem('not-parsed', { files: scripts.length, tool: 'bash' })];
  const found: Problem[] = [];
  for (const script of broken) found.push(...unparsable(script, await complaintOf(script)));
  return found.toSorted((a, b) => ((a.artifact ?? '') < (b.artifact ?? '') ? -1 : 1));
}

function batches(scripts: readonly Artifact[]): Artifact[][] {
  const made: Artifact[][] = [];
  let size = 0;
  for (const script of scripts) {
    const bytes = Buffer.byteLength(script.content);
    const last = made.at(-1);
    const fits = last && last.length < most.scripts && size + bytes < most.together && isArgument(script);
    if (fits && last.every(isArgument)) last.push(script);
    else made.push([script]);
    size = fits ? size + bytes : bytes;
  }
  return made;
}

/** A large script, or one with a NUL, goes through stdin, alone. */
const isArgument = ({ content }: Artifact) =>
  Buffer.byteLength(content) < most.one && !content.includes('\0');

async function exitCodes(batch: readonly Artifact[]): Promise<readonly string[] | 'no-bash'> {
  const [only] = batch;
  // Its complaint comes with it, when it is read again.
  if (batch.length === 1 && only && !isArgument(only)) return ['unknown'];
  const said = await bash(['-c', driver, 'bash', ...batch.map(({ content }) => content)]);
  return said === undefined ? 'no-bash' : said.split('\n');
}

/** What `bash -n` says about a script; nothing when it parses. */
async function complaintOf({ content }: Artifact): Promise<string> {
  return (await bash(['-c', 'bash -n 2>&1'], content)) ?? '';
}

/**
 * Without the start file of a user: Bash takes the socket that Node gives it for a login from afar, where no shell is
 * above it (SHLVL, in CI and cron), and runs ~/.bashrc; BASH_ENV it always runs.
 */
const ownEnvironment = { BASH_ENV: '' };

/** What Bash prints; undefined where there is none. */
async function bash(argv: readonly string[], input = ''): Promise<string | undefined> {
  const { code, stdout } = await runProgram(['bash', '--norc', ...argv], { env: ownEnvironment, input });
  return code === undefined ? undefined : stdout;
}

/** `bash: line 12: syntax error near unexpected token ...` */
function unparsable(script: Artifact, complaint: string): Problem[] {
  const first = complaint.split('\n')[0] ?? '';
  if (first === '') return [];
  const reason = first.replace(/^bash: /, '');
  const line = /^line (\d{1,6}):/.exec(reason)?.[1];
  const shown = line === undefined ? undefined : script.content.split('\n')[Number(line) - 1];
  const detail = shown === undefined ? {} : { detail: [`${line} | ${shown}`] };
  return [
    problem('artifact-unparsable', { language: 'Bash', reason }, { artifact: placeOf(script), ...detail }),
  ];
}
