import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Output } from './output.ts';

export const folderArgument = (): Argument => new Argument('[folder]', 'the project folder').default('.');

export const environmentOption = (): Option =>
  new Option('--env <name>', 'environment of the documents').default('local');

/** A whole number above 0. @throws InvalidArgumentError (exit code 64). */
export function positive(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('a whole number above 0 is needed.');
  return Number(text);
}

/** The first Ctrl-C undoes what is under way, cleanly; a second one leaves it to the next command. */
export function onInterrupt(output: Output): AbortSignal {
  const controller = new AbortController();
  const listen = () => {
    if (controller.signal.aborted) {
      output.live.clear();
      output.say(
        'left as it is: what served goes on serving; the next `devops-flow up` finishes or undoes this deploy',
      );
      process.exit(1);
    }
    output.live.clear();
    output.say(
      'interrupted: going back to what served before (Ctrl-C again to leave it to the next command)',
    );
    controller.abort();
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return controller.signal;
}
