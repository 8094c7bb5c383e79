import type { Tally } from '../suite/tally.ts';
import type { Hosts } from './hosts/index.ts';
import type { Play, Played } from './plays.ts';

/** What a part of the suite is given. */
export interface Stage {
  readonly hosts: Hosts;
  /** Of the project. */
  readonly folder: string;
  readonly tally: Tally;
  readonly play: Play;
}

/** The last that a playbook said. */
export const said = ({ text }: Played): string => text.split('\n').slice(-40).join('\n');
