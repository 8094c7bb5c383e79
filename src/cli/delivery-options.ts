import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Output } from './output.ts';

export const folderArgument = (): Argument => new Argument('[folder]', 'the project folder').default('.');

export const environmentOption = (): Option =>
  new Option('--env <name>', 'environment of the documents').default('local').argParser(environmentName);

export const serviceOption = (): Option =>
  new Option('--name <service>', 'which service, where several are deployed (default: all of them)');

/** Environments are compared in lower case, as a label of DNS (RFC 1123). @throws InvalidArgumentError (exit code 64). */
function environmentName(text: string): string {
  const name = text.toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
    throw new InvalidArgumentError('letters, digits and hyphens are allowed, 63 at most.');
  return name;
}

/** A whole number above 0. @throws InvalidArgumentError (exit code 64). */
export function positive(text: string): number {
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('a whole number above 0 is needed.');
  return Number(text);
}

/** 1 to 65535. @throws InvalidArgumentError (exit code 64). */
export function portNumber(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535)
    throw new InvalidArgumentError('a port from 1 to 65535 is needed.');
  return Number(text);
}

/** The first Ctrl-C undoes what is under way, cleanly; a second one leaves it to `next`, a command. */
export function onInterrupt(output: Output, next: string): AbortSignal {
  const controller = new AbortController();
  const listen = () => {
    if (controller.signal.aborted) {
      output.live.clear();
      output.say(`left as it is: what served goes on serving; this finishes or undoes the deploy: ${next}`);
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
