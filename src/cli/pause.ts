import type { Command } from 'commander';
import { type Asking, askCommand } from './asking.ts';
import type { Context } from './command.ts';

const asking: Asking = {
  name: 'pause',
  type: 'paused',
  summary: 'hold a deploy where it is',
  description:
    'Nothing further is begun; the traffic stays as it is, and the new version is watched on: harm beyond doubt still ends it.',
  taken: 'it pauses when what is under way is done',
};

export const register = (program: Command, context: Context): Command => askCommand(program, asking, context);
