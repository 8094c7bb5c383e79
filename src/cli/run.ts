import { Command, CommanderError } from 'commander';
import { Failure, problem } from '../errors/index.ts';
import { commands } from './commands.ts';
import { type Output, openOutput } from './output.ts';
import { pasteable, programName } from './pasteable.ts';
import { refuseUnknown } from './unknown-command.ts';
import { visible } from './visible.ts';

/** Parses argv, runs the command and returns the exit code. Nothing is thrown out of here. */
export async function run(
  argv: readonly string[],
  version: string,
  self: readonly string[],
): Promise<number> {
  const name = programName(self, process.cwd());
  const output = openOutput({ json: argv.includes('--json'), name });
  // A reader that leaves (`| head`) ends neither the work nor its exit code.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed);
  const program = new Command('devops-flow')
    .description('One service document in, a whole delivery stack out, and releases that lose no request.')
    .version(version, '-V, --version')
    .showHelpAfterError('(add --help for the options)')
    .configureOutput({
      writeOut: text => process.stdout.write(pasteable(text, name)),
      // It quotes what was typed.
      outputError: (text, write) => write(text.split('\n').map(visible).join('\n')),
    })
    .exitOverride();
  let exitCode = 0;
  const context = {
    output,
    self,
    exit: (code: number) => {
      exitCode = code;
    },
  };
  for (const { register } of commands) register(program, context).exitOverride();
  refuseUnknown(program);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, output, argv);
  }
}

function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function report(error: unknown, output: Output, argv: readonly string[]): number {
  // Commander has already printed what is wrong; help and version exit with 0.
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError) {
    const text = error.message.replace(/^error: /, '');
    output.document({ problems: [problem('usage', { text })] });
    return 64;
  }
  if (error instanceof Failure) {
    // Whatever stops a generate is found before its first write.
    output.failure(error, argv[0]?.startsWith('generate') ? 'nothing was written' : undefined);
    return error.exitCode;
  }
  output.bug(error);
  return 1;
}
