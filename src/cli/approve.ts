import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'approve',
  type: 'approved',
  summary: 'let a deploy go on that asks for an answer',
  description: 'Answers yes where a deploy asks a person; whoever began it cannot answer.',
  taken: 'approved, it goes on',
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
