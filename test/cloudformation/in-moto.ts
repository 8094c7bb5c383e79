/** Stacks by the generated scripts and the real aws: made, read back, changed by a new version, taken away again. */
import { spawnSync } from 'node:child_process';
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
  const amazon = amazonFor(templates, moto);
  const bucket = bootstrap(templates, amazon, tally);
  if (bucket === undefined) return;
  const zone = amazon.zone();
  for (const { name, file } of templates.roots.filter(root => root.file !== 'bootstrap.yaml')) {
    const made = templates.made(file);
    const given = made.some(({ type }) => type.startsWith('AWS::ElasticLoadBalancingV2'))
      ? [`HostedZoneId=${zone}`]
      : [];
    const change = amazon.script('change-set.sh', [name, '--bucket', bucket, '--yes', ...given]);
    if (!tally.judge(`${name}: change-set.sh makes the stack`, change.status === 0, () => change.said)) continue;
    tally.faultless(`${name}: what is there is what the templates say`, readBack(made, amazon.ask));
    tally.judge(
      `${name}: a second change set has nothing to change`,
      /is what its templates say/.test(amazon.script('change-set.sh', [name, '--bucket', bucket, '--yes']).said),
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

function amazonFor({ folder }: Templates, { env }: Moto): Amazon {
  const run = (program: string, words: readonly string[], input = ''): Ended & { readonly stdout: string } => {
    const { status, stdout, stderr } = spawnSync(program, words, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env },
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
      const made = ask('route53', 'create-hosted-zone', '--name', 'example.com', '--caller-reference', folder);
      return (made as { HostedZone: { Id: string } }).HostedZone.Id.replace('/hostedzone/', '');
    },
  };
}
