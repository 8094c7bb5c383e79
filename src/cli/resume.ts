import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'resume',
  type: 'resumed',
  summary: 'let a paused deploy go on',
  description: 'Goes on with what comes next. The time of the pause does not count.',
  taken: 'it goes on',
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
