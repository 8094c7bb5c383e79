import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface Outcome {
  /** Undefined when the program is not there. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program to its end, without a shell. A signal that ends it is the code 128 and its number, as in a shell. */
export function runProgram(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const [program = '', ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: { ...process.env, ...options.env },
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ code: undefined, ...said });
      else reject(error);
    });
    child.on('close', (code, signal) => resolve({ code: code ?? 128 + signalNumber(signal), ...said }));
    // A program that does not read its input closes the pipe first.
    child.stdin.on('error', () => undefined).end(options.input ?? '');
  });
}

const signalNumber = (signal: NodeJS.Signals | null) => (signal === null ? 0 : constants.signals[signal]);
