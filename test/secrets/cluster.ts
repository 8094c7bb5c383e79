/** What is generated for External Secrets, on a real API server that has its definitions; its controller is not there. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Cluster } from '../cluster/cluster.ts';
import type { Suite } from '../suite/index.ts';
import type { Moto } from '../suite/moto.ts';
import { bringTools } from '../suite/tools.ts';
import { SecretsProject } from './project.ts';

const tools = ['HashiCorp Vault', 'AWS Secrets Manager', 'Google Secret Manager', 'Azure Key Vault'];
const namespaces = ['shop', 'shop-staging'];
const controller = 'github.com/external-secrets/external-secrets@v1.3.2';
const definitions = ['secretstores', 'externalsecrets'].map(name => `external-secrets.io_${name}.yaml`);

export async function onACluster(suite: Suite, moto: Moto | undefined): Promise<void> {
  const { tally, work } = suite;
  tally.title('External Secrets, by a real API server');
  if (!process.env['KUBECONFIG']) return tally.skip('KUBECONFIG names no cluster');
  const { pathOf } = await bringTools(['kubectl']);
  const cluster = new Cluster([pathOf('kubectl') ?? 'kubectl'], work);
  const sources = execFileSync('go', ['mod', 'download', '-json', controller], {
    cwd: work,
    encoding: 'utf8',
  });
  const folder = join((JSON.parse(sources) as { Dir: string }).Dir, 'config', 'crds', 'bases');
  const files = definitions.map(name => `--filename '${join(folder, name)}'`).join(' ');
  try {
    const defined = await cluster.run([
      `kubectl apply --server-side ${files}`,
      `kubectl wait --for condition=Established --timeout 60s ${files}`,
    ]);
    if (!tally.judge('the definitions are there', defined.code === 0, () => defined.stderr)) return;
    for (const tool of tools) await tryStore(suite, cluster, tool);
    if (moto) await giveAccess(suite, cluster, moto);
  } finally {
    for (const namespace of namespaces) await cluster.remove(namespace);
    await cluster.run([`kubectl delete --ignore-not-found ${files}`]);
  }
}

async function tryStore(suite: Suite, cluster: Cluster, tool: string): Promise<SecretsProject> {
  const { tally } = suite;
  const project = new SecretsProject(suite, tool.replaceAll(' ', '-'));
  project.generate(tool);
  for (const namespace of namespaces) {
    await cluster.remove(namespace);
    await cluster.run([`kubectl create namespace ${namespace}`]);
  }
  const applied = await cluster.run(
    [
      'kubectl apply --server-side --validate=strict --filename secrets/external-secrets',
      'kubectl apply --server-side --validate=strict --filename k8s/externalsecret.yaml',
    ],
    project.folder,
  );
  const isWell = applied.code === 0 && !/warning/i.test(applied.stderr);
  tally.judge(`the API server takes what is made for ${tool}`, isWell, () => applied.stderr);
  const wanted = await cluster.ask(
    "kubectl --namespace shop get externalsecret shop-secrets --output 'jsonpath={.spec.secretStoreRef.name}'",
  );
  const found = await cluster.ask(
    `kubectl --namespace shop get secretstore '${wanted}' --output 'jsonpath={.spec.provider}'`,
  );
  tally.judge(
    `the ExternalSecret names a store of its namespace (${tool})`,
    found.includes('shop-secrets-reader'),
  );
  return project;
}

/** A cluster of EKS that moto knows by its name; the account that gets the role is a real one. */
async function giveAccess(suite: Suite, cluster: Cluster, { env }: Moto): Promise<void> {
  const { tally } = suite;
  const project = await tryStore(suite, cluster, 'AWS Secrets Manager');
  const all = { ...env, PATH: `${cluster.environment['PATH']}:${env['PATH']}` };
  const run = (...argv: readonly string[]) => project.run(argv, all);
  const vpc = 'subnetIds=subnet-1,subnet-2';
  const role = 'arn:aws:iam::123456789012:role/eks';
  await run(
    'aws',
    'eks',
    'create-cluster',
    '--name',
    'live',
    '--role-arn',
    role,
    '--resources-vpc-config',
    vpc,
  );
  for (const _ of ['first', 'second']) {
    const { code, stderr } = await project.run(['./secrets.sh', 'setup', '--env', 'production'], {
      ...all,
      CLUSTER: 'live',
    });
    tally.judge('secrets.sh setup gives the cluster access', code === 0, () => stderr);
  }
  tally.equal(
    'the account of the cluster has the role',
    await cluster.ask(
      `kubectl --namespace shop get serviceaccount shop-secrets-reader --output 'jsonpath={.metadata.annotations.eks\\.amazonaws\\.com/role-arn}'`,
    ),
    'arn:aws:iam::123456789012:role/shop-secrets-reader',
  );
  const named = ['--role-name', 'shop-secrets-reader'];
  const policy = await run(
    'aws',
    'iam',
    'get-role-policy',
    ...named,
    '--policy-name',
    'read-own-secrets',
    '--query',
    'PolicyDocument',
  );
  tally.equal(
    'the role has the generated policy',
    JSON.parse(policy.stdout || '{}'),
    JSON.parse(project.read('secrets/aws/production.json')),
  );
  const trust = await run(
    'aws',
    'iam',
    'get-role',
    ...named,
    '--query',
    'Role.AssumeRolePolicyDocument.Statement[0].Condition',
  );
  tally.judge(
    'only that account may take it',
    trust.stdout.includes('system:serviceaccount:shop:shop-secrets-reader'),
    () => trust.stdout + trust.stderr,
  );
}
