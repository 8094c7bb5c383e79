import { existsSync, readFileSync } from 'node:fs';
import { imageOf, type Version } from '../../docker/versions.ts';
import { hostile } from '../project.ts';
import { ends } from '../stage.ts';
import type { EcsStage } from './reader.ts';

const playbook = 'deploy_app.yml';

/** Versions of the example as revisions of a task definition; what becomes of them is played, see amazon.ts. */
export async function deploys(stage: EcsStage): Promise<void> {
  const { tally, amazon } = stage;
  const deploy = (sentence: string, isWell: boolean, version: Version, ...words: readonly string[]) =>
    ends(stage, sentence, isWell, playbook, ...wordsFor(stage, version), ...words);
  tally.title('deploys to ECS');
  const first = await revisions(stage);
  const dry = await deploy('a dry run does not fail', true, 'v1', '--check');
  tally.equal('it says what would be done', dry.changed, 1);
  tally.equal('and registers nothing', await revisions(stage), first);
  await deploy('the first version is deployed', true, 'v1');
  tally.equal('it serves', amazon.serves, imageOf('v1'));
  tally.equal('after its migration', migrations(stage), 'migrated\n');
  await onlyTheImage(stage);
  const again = await deploy('it is deployed again', true, 'v1');
  tally.equal('a second run changes nothing', [again.changed, migrations(stage)], [0, 'migrated\n']);
  await deploy('the second version is deployed', true, 'v2');
  tally.equal('and serves', amazon.serves, imageOf('v2'));
  await worse(stage, deploy);
}

const wordsFor = ({ url }: EcsStage, version: Version): readonly string[] => [
  '-e',
  JSON.stringify({ service_version: version, ecs_url: url, ecs_delay: 1, ecs_deploy_seconds: 20 }),
];

async function worse(
  stage: EcsStage,
  deploy: (
    sentence: string,
    isWell: boolean,
    version: Version,
    ...words: readonly string[]
  ) => ReturnType<typeof ends>,
): Promise<void> {
  const { tally, amazon } = stage;
  const before = await running(stage);
  const bad = await deploy('a version whose tasks never get healthy fails', false, 'bad');
  tally.judge(
    'it says what serves',
    bad.text.replaceAll(/\s+/g, ' ').includes(`${String(before)} serves: version bad was not deployed`),
    () => bad.text.slice(-1500),
  );
  await deploy('so does one that only the smoke tests find bad', false, 'v3');
  const failing = JSON.stringify({ ecs_migrations: [{ name: 'shrink', command: ['false'], timeout: 10 }] });
  const unmigrated = await deploy('so does one whose migration fails', false, 'v1', '-e', failing);
  tally.judge(
    'which it says',
    unmigrated.text.replaceAll(/\s+/g, ' ').includes('The migration shrink ended with 1'),
    () => unmigrated.text.slice(-1500),
  );
  tally.equal('none of them stays', [amazon.serves, await running(stage)], [imageOf('v2'), before]);
  const strategy = 'services[0].deploymentConfiguration.strategy';
  tally.equal('how ECS replaces tasks is as it was', await stage.read(service, strategy), 'BLUE_GREEN');
}

const service = 'ecs describe-services --cluster orders-staging --services orders';

const running = ({ read }: EcsStage) => read(service, 'services[0].taskDefinition');

const revisions = ({ read }: EcsStage) =>
  read('ecs list-task-definitions --family-prefix orders-staging-orders', 'length(taskDefinitionArns)');

const migrations = ({ migrated }: EcsStage) => (existsSync(migrated) ? readFileSync(migrated, 'utf8') : '');

/** The revision before, and the one that was made of it, differ in image, name and the tag that says where it came from. */
async function onlyTheImage({ tally, read }: EcsStage): Promise<void> {
  const of = async (revision: number) => {
    const question = `ecs describe-task-definition --include TAGS --task-definition orders-staging-orders:${revision}`;
    return (await read(question, '@')) as Described;
  };
  const [before, after] = [await of(1), await of(2)];
  const { taskDefinitionArn, ...rest } = after.taskDefinition;
  const [container] = before.taskDefinition.containerDefinitions;
  tally.equal('nothing but the image is other than before', plainly(rest), {
    ...plainly({ ...before.taskDefinition }),
    containerDefinitions: [{ ...container, image: imageOf('v1') }],
  });
  tally.equal(
    'the tags stay, and one says where a rollback goes',
    after.tags.map(({ key }) => key).toSorted(),
    [...before.tags.map(({ key }) => key), 'devops-flow-before'].toSorted(),
  );
  const greeting = container?.environment.find(({ name }) => name === 'GREETING')?.value;
  tally.equal('a text of the documents is the same to the letter', greeting, hostile);
  tally.judge('each revision has a name of its own', taskDefinitionArn.endsWith(':2'));
}

interface Described {
  readonly tags: readonly { readonly key: string }[];
  readonly taskDefinition: {
    readonly taskDefinitionArn: string;
    readonly containerDefinitions: readonly {
      readonly image: string;
      readonly environment: readonly { readonly name: string; readonly value: string }[];
    }[];
  };
}

/** Without what ECS says of each revision. */
function plainly(definition: object): object {
  const own = new Set(['taskDefinitionArn', 'revision', 'registeredAt']);
  return Object.fromEntries(Object.entries(definition).filter(([key]) => !own.has(key)));
}
