/** Stacks by the generated scripts and the real aws: made, read back, changed by a new version, taken away again. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Moto } from '../suite/moto.ts';
import type { Tally } from '../suite/tally.ts';
import type { Root, Templates } from './project.ts';
import { readBack, remains } from './read-back.ts';
import type { Resource } from './resolve.ts';

interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export async function inMoto(templates: Templates, moto: Moto, tally: Tally): Promise<void> {
  for (const root of templates.roots.filter(({ file }) => file !== 'bootstrap.yaml')) {
    const { name, file } = root;
    const amazon = await emptyAccount(templates, moto);
    const bucket = bootstrap(templates, amazon, tally);
    if (bucket === undefined) return;
    const zone = amazon.zone();
    const made = templates.made(file);
    const given = made.some(({ type }) => type.startsWith('AWS::ElasticLoadBalancingV2'))
      ? [`HostedZoneId=${zone}`]
      : [];
    const change = amazon.run('./change-set.sh', [name, '--bucket', bucket, '--yes', ...given]);
    if (!tally.judge(`${name}: change-set.sh makes the stack`, change.status === 0, () => change.said))
      continue;
    tally.faultless(`${name}: what is there is what the templates say`, readBack(made, amazon.ask));
    tally.judge(
      `${name}: a second change set has nothing to change`,
      /is what its templates say/.test(
        amazon.run('./change-set.sh', [name, '--bucket', bucket, '--yes']).said,
      ),
    );
    takeAway(templates, root, made, amazon, tally);
  }
}

export type Ask = (...words: readonly string[]) => unknown;

interface Amazon {
  readonly ask: Ask;
  readonly run: (program: string, words: readonly string[], input?: string) => Ended;
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
    // `aws rds` alone does not hear of the variable.
    const place = ['--endpoint-url', env['AWS_ENDPOINT_URL'] ?? ''];
    const { status, stdout, said } = run('aws', [...words, ...place, '--output', 'json']);
    if (status !== 0) throw new Error(`aws ${words.join(' ')}: ${said}`);
    return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as unknown);
  };
  return {
    ask,
    run,
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
    const deployed = amazon.run('aws', [
      'cloudformation',
      'deploy',
      '--template-file',
      'bootstrap.yaml',
      '--stack-name',
      stack,
    ]);
    if (deployed.status !== 0) throw new Error(deployed.said);
    const bucket = amazon.ask(
      'cloudformation',
      'describe-stack-resource',
      '--stack-name',
      stack,
      '--logical-resource-id',
      'TemplateBucket',
      '--query',
      'StackResourceDetail.PhysicalResourceId',
    ) as string | undefined;
    tally.judge('bootstrap.yaml makes the bucket of the templates', bucket !== undefined);
    return bucket;
  } catch (error) {
    tally.judge('bootstrap.yaml makes the bucket of the templates', false, () => String(error));
    return undefined;
  }
}

/** What is protected stays; what is not goes once its name has been typed, with all that it keeps. */
function takeAway(
  { folder }: Templates,
  { name, file }: Root,
  made: readonly Resource[],
  amazon: Amazon,
  tally: Tally,
): void {
  const isProtected = readFileSync(join(folder, file), 'utf8').includes('DeletionPolicy: Retain');
  const wrong = amazon.run('./teardown.sh', [name], 'another\n');
  tally.judge(`${name}: teardown.sh wants the name typed`, wrong.status === 1, () => wrong.said);
  const gone = amazon.run('./teardown.sh', [name], `${name}\n`);
  if (isProtected) {
    tally.judge(`${name}: what is protected stays`, gone.status === 1, () => gone.said);
    tally.faultless(`${name}: all of it is there`, readBack(made, amazon.ask));
  } else {
    tally.judge(`${name}: teardown.sh takes the stack away`, gone.status === 0, () => gone.said);
    tally.faultless(`${name}: nothing of it is left`, remains(amazon.ask));
  }
}
