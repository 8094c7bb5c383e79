import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'abort',
  type: 'aborted',
  summary: 'have a deploy undone',
  description:
    'Gives all traffic back to what served before and stops the new version. A flag that is being ramped is turned off.',
  taken: 'it is being undone',
  hasReason: true,
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
