import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'promote',
  type: 'promoted',
  summary: 'give all traffic to the new version now',
  description:
    'Skips what is left of watching and asking. Where somebody else has to answer first, whoever began the deploy cannot skip it.',
  taken: 'it goes to all traffic without waiting',
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
