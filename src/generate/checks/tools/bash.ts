import { spawn } from 'node:child_process';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import { placeOf } from '../../artifacts/shared/folders.ts';

/** Parses every shell script with the real Bash (`bash -n`, the script on its standard input), all at once. */
export async function parseShell(artifacts: readonly Artifact[]): Promise<Problem[]> {
  const scripts = artifacts.filter(({ kind }) => kind === 'shell');
  const results = await Promise.all(scripts.map(script => parse(script)));
  const unparsed = results.filter(result => result === 'no-bash').length;
  const note = unparsed > 0 ? [problem('not-parsed', { files: unparsed, tool: 'bash' })] : [];
  return [...note, ...results.flatMap(result => (result === 'no-bash' ? [] : result))];
}

function parse(script: Artifact): Promise<Problem[] | 'no-bash'> {
  return new Promise((resolve, reject) => {
    const bash = spawn('bash', ['-n'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let errors = '';
    bash.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    bash.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve('no-bash');
      else reject(error);
    });
    bash.on('close', code => resolve(code === 0 ? [] : unparsable(script, errors)));
    // A script that Bash gives up early closes the pipe first; its exit code tells.
    bash.stdin.on('error', () => undefined);
    bash.stdin.end(script.content);
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
