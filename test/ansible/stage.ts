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

/** Plays, and says whether that ended as it should. */
export async function ends(
  { tally, play }: Pick<Stage, 'tally' | 'play'>,
  sentence: string,
  isWell: boolean,
  ...argv: Parameters<Play>
): Promise<Played> {
  const done = await play(...argv);
  tally.judge(sentence, (done.code === 0) === isWell, () => said(done));
  return done;
}

/** The last that a playbook said. */
export const said = ({ text }: Played): string => text.split('\n').slice(-40).join('\n');
