import { spawn } from 'node:child_process';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import { placeOf } from '../../artifacts/shared/folders.ts';

/** Runs in one Bash for all scripts: each on a descriptor of its own, exit code and complaint back, NUL after each. */
const driver = `for fd; do said=$(bash -n <&"$fd" 2>&1); printf '%s\\0%s\\0' "$?" "$said"; done`;

/** The first descriptor behind stdin, stdout and stderr. */
const firstDescriptor = 3;

/** Parses every shell script with the real Bash (`bash -n`). One process is started for all: starting is what costs. */
export async function parseShell(artifacts: readonly Artifact[]): Promise<Problem[]> {
  const scripts = artifacts.filter(({ kind }) => kind === 'shell');
  if (scripts.length === 0) return [];
  const said = await parseAll(scripts.map(({ content }) => content));
  if (said === 'no-bash') return [problem('not-parsed', { files: scripts.length, tool: 'bash' })];
  const parts = said.split('\0');
  return scripts.flatMap((script, i) =>
    parts[2 * i] === '0' ? [] : unparsable(script, parts[2 * i + 1] ?? ''),
  );
}

function parseAll(contents: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const descriptors = contents.map((_, i) => String(i + firstDescriptor));
    const bash = spawn('bash', ['-c', driver, 'bash', ...descriptors], {
      stdio: ['ignore', 'pipe', 'ignore', ...contents.map(() => 'pipe' as const)],
    });
    let said = '';
    bash.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    bash.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve('no-bash');
      else reject(error);
    });
    bash.on('close', () => resolve(said));
    for (const [i, content] of contents.entries()) {
      const pipe = bash.stdio[i + firstDescriptor];
      // A script that Bash gives up early closes the pipe first; its exit code tells.
      pipe?.on('error', () => undefined);
      if (pipe && 'end' in pipe) pipe.end(content);
    }
  });
}

/** `bash: line 12: syntax error near unexpected token ...` */
function unparsable(script: Artifact, errors: string): Problem[] {
  const first = errors.split('\n')[0] ?? '';
  const reason = first.replace(/^bash: /, '') || 'bash gives no reason';
  const line = /^line (\d{1,6}):/.exec(reason)?.[1];
  const shown = line === undefined ? undefined : script.content.split('\n')[Number(line) - 1];
  const detail = shown === undefined ? {} : { detail: [`${line} | ${shown}`] };
  return [
    problem('artifact-unparsable', { language: 'Bash', reason }, { artifact: placeOf(script), ...detail }),
  ];
}
