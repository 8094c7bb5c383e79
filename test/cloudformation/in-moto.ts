/** Stacks by the generated scripts and the real aws: made, read back, changed by a new version, taken away again. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Moto } from '../suite/moto.ts';
import type { Tally } from '../suite/tally.ts';
import type { Templates } from './project.ts';
import { readBack } from './read-back.ts';
import type { Resource } from './resolve.ts';

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export async function inMoto(templates: Templates, moto: Moto, tally: Tally): Promise<void> {
  for (const { name, file } of templates.roots.filter(root => root.file !== 'bootstrap.yaml')) {
    const amazon = await emptyAccount(templates, moto);
    const bucket = bootstrap(templates, amazon, tally);
    if (bucket === undefined) return;
    const zone = amazon.zone();
    const made = templates.made(file);
    const given = made.some(({ type }) => type.startsWith('AWS::ElasticLoadBalancingV2'))
      ? [`HostedZoneId=${zone}`]
      : [];
    const change = amazon.script('change-set.sh', [name, '--bucket', bucket, '--yes', ...given]);
    if (!tally.judge(`${name}: change-set.sh makes the stack`, change.status === 0, () => change.said))
      continue;
    tally.faultless(`${name}: what is there is what the templates say`, readBack(made, amazon.ask));
    tally.judge(
      `${name}: a second change set has nothing to change`,
      /is what its templates say/.test(
        amazon.script('change-set.sh', [name, '--bucket', bucket, '--yes']).said,
      ),
    );
    takeAway(name, made, amazon, tally);
  }
}

export type Ask = (...words: readonly string[]) => unknown;

interface Amazon {
  readonly ask: Ask;
  readonly script: (name: string, words: readonly string[], input?: string) => Ended;
  /** Id of a zone of Route 53. */
  readonly zone: () => string;
}

async function emptyAccount({ folder }: Templates, { env }: Moto): Promise<Amazon> {
  await fetch(`${env['AWS_ENDPOINT_URL']}/moto-api/reset`, { method: 'POST' });
  const [, region = 'us-east-1'] =
    /AWS_REGION=(\S+)/.exec(readFileSync(join(folder, 'change-set.sh'), 'utf8')) ?? [];
  const run = (
    program: string,
    words: readonly string[],
    input = '',
  ): Ended & { readonly stdout: string } => {
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env, AWS_DEFAULT_REGION: region },
      input,
    });
    return { status, stdout, said: `${stdout}${stderr}` };
  };
  const ask: Ask = (...words) => {
    const { status, stdout, said } = run('aws', [...words, '--output', 'json']);
    if (status !== 0) throw new Error(`aws ${words.join(' ')}: ${said}`);
    return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
  };
  return {
    ask,
    script: (name, words, input) => run(`./${name}`, words, input),
    zone: () => {
      const made = ask(
        'route53',
        'create-hosted-zone',
        '--name',
        'example.com',
        '--caller-reference',
        folder,
      );
      return (made as { HostedZone: { Id: string } }).HostedZone.Id.replace('/hostedzone/', '');
    },
  };
}

/** What stands before every environment. @returns the bucket of the templates */
function bootstrap({ name }: Templates, amazon: Amazon, tally: Tally): string | undefined {
  const stack = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-bootstrap`;
  try {
    amazon.ask('cloudformation', 'deploy', '--template-file', 'bootstrap.yaml', '--stack-name', stack);
    const [bucket] = amazon.ask(
      'cloudformation',
      'describe-stacks',
      '--stack-name',
      stack,
      '--query',
      'Stacks[0].Outputs[?OutputKey==`TemplateBucket`].OutputValue',
    ) as string[];
    tally.judge('bootstrap.yaml makes the bucket of the templates', bucket !== undefined);
    return bucket;
  } catch (error) {
    tally.judge('bootstrap.yaml makes the bucket of the templates', false, () => String(error));
    return undefined;
  }
}

/** What is protected stays; what is not goes once its name has been typed, with all that it keeps. */
function takeAway(name: string, made: readonly Resource[], amazon: Amazon, tally: Tally): void {
  const isProtected = made.some(({ properties }) => String(properties['DeletionProtection']) === 'true');
  const wrong = amazon.script('teardown.sh', [name], 'another\n');
  tally.judge(`${name}: teardown.sh wants the name typed`, wrong.status === 1, () => wrong.said);
  const gone = amazon.script('teardown.sh', [name], `${name}\n`);
  tally.judge(
    isProtected ? `${name}: what is protected stays` : `${name}: teardown.sh takes the stack away`,
    gone.status === (isProtected ? 1 : 0),
    () => gone.said,
  );
  tally.faultless(
    `${name}: ${isProtected ? 'all of it is there' : 'nothing of it is left'}`,
    readBack(isProtected ? made : [], amazon.ask),
  );
}
