import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'reject',
  type: 'rejected',
  summary: 'have a deploy undone that asks for an answer',
  description: 'Answers no where a deploy asks a person; what served before gets all traffic again.',
  taken: 'rejected, it is being undone',
  hasReason: true,
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
