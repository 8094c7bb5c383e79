import type { Amazon } from '../../aws/amazon.ts';
import type { Tally } from '../../suite/tally.ts';
import type { Play } from '../plays.ts';

/** What `aws` says to a question, narrowed by a query (JMESPath): `read('ec2 describe-vpcs', 'Vpcs[].CidrBlock')`. */
export type Read = (question: string, query: string) => Promise<unknown>;

export const reader =
  (amazon: Amazon, region: string): Read =>
  async (question, query) =>
    JSON.parse(
      (await amazon.aws(...question.split(' '), '--region', region, '--output', 'json', '--query', query)) ||
        'null',
    );

/** What a part of the suite is given. */
export interface EcsStage {
  readonly tally: Tally;
  /** Of the project. */
  readonly folder: string;
  /** Where a migration leaves a line. */
  readonly migrated: string;
  /** Where the tasks that serve are asked. */
  readonly url: string;
  readonly amazon: Amazon;
  readonly read: Read;
  readonly play: Play;
}
