import { Command } from 'commander';
import { expect, it } from 'vitest';
import { commands } from './commands.ts';
import { openOutput } from './output.ts';

/** The commands with their help as a terminal of 80 columns shows it. */
function allCommands(): readonly Command[] {
  const program = new Command('devops-flow').configureOutput({ getOutHelpWidth: () => 80 });
  const context = { output: openOutput({ json: false, name: '' }), exit: () => undefined, self: [] };
  for (const { register } of commands) register(program, context);
  return program.commands;
}

it('the description of a command is wrapped at the width of the terminal', () => {
  const up = allCommands().find(command => command.name() === 'up');
  expect(up?.helpInformation()).toContain(`
Copies what runs to an immutable release, starts it under a supervisor behind
the router, and switches the traffic to it without losing a request. A version
that turns out bad is rolled back by itself (exit code 1).
`);
});

it('and nowhere else: none has a line break of its own', () => {
  const broken = allCommands().filter(command => command.description().includes('\n'));
  expect(broken.map(command => command.name())).toEqual([]);
});
