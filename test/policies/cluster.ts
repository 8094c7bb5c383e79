/**
 * The expressions of the policies for Kyverno, on a real API server: it evaluates CEL itself, for what it calls a
 * ValidatingAdmissionPolicy. Kyverno's own controller is not there.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import { Cluster } from '../cluster/cluster.ts';
import type { Suite } from '../suite/index.ts';
import { bringTools } from '../suite/tools.ts';

interface Policy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly validationActions: readonly string[];
    readonly matchConstraints: {
      readonly namespaceSelector: { readonly matchExpressions: unknown };
      readonly resourceRules: unknown;
    };
  };
}

const image = 'registry.example.com/orders:1.0.0';

/** A pod that breaks nothing, with one thing changed. */
const pod = (change: string, container = '') => `
apiVersion: v1
kind: Pod
metadata: { name: try, namespace: orders }
spec:
  automountServiceAccountToken: false
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  ${change}
  containers:
    - name: app
      image: ${image}
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
      ${container}
`;

const service = (type: string) => `
apiVersion: v1
kind: Service
metadata: { name: try, namespace: orders }
spec: { type: ${type}, ports: [{ port: 80 }] }
`;

const ingress = (tls: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: try, namespace: orders }
spec:
  ${tls}
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] }
`;

const good = [
  pod(''),
  pod('volumes: [{ name: tmp, emptyDir: {} }]', 'env: [{ name: DATA_DIR, value: /data }]'),
  service('ClusterIP'),
  ingress('tls: [{ hosts: [a.example.com], secretName: a }]'),
];

const secured = (more: string) =>
  pod('').replace('securityContext: { allowPrivilegeEscalation: false,', `securityContext: { ${more},`);

const bad: Readonly<Record<string, string>> = {
  'a container is privileged': secured('privileged: true'),
  'a container may gain rights': secured('allowPrivilegeEscalation: true'),
  'a container does not drop all capabilities': pod('').replace('drop: [ALL]', 'drop: [NET_RAW]'),
  'a container may run as root': pod('').replace('runAsNonRoot: true', 'runAsNonRoot: false'),
  'the pod shares something with its node': pod('hostNetwork: true'),
  'a volume is a folder of the node': pod('volumes: [{ name: node, hostPath: { path: / } }]'),
  'an image names no version': pod('').replace(image, 'registry.example.com/orders'),
  'an image is of a repository that no document names': pod('').replace(image, 'evil.example.com/orders:1'),
  'the value of a secret stands in the manifest': pod('', 'env: [{ name: API_TOKEN, value: x }]'),
  'a Service is reached past the way in': service('NodePort'),
  'an Ingress serves a host without TLS': ingress(''),
};

export async function onACluster(suite: Suite, example: string): Promise<void> {
  const { tally, work } = suite;
  tally.title('the expressions for Kyverno, by a real API server');
  if (!process.env['KUBECONFIG']) return tally.skip('KUBECONFIG names no cluster');
  const { pathOf } = await bringTools(['kubectl']);
  const cluster = new Cluster([pathOf('kubectl') ?? 'kubectl'], work);
  const folder = join(example, 'policies', 'kyverno');
  const policies = readdirSync(folder).map(name => parse(readFileSync(join(folder, name), 'utf8')) as Policy);
  const file = join(work, 'admission.json');
  writeFileSync(
    file,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: policies.flatMap(asAdmission) }),
  );
  try {
    await cluster.run(['kubectl create namespace orders', `kubectl apply --filename '${file}'`]);
    await inForce(cluster);
    for (const [i, text] of good.entries())
      tally.equal(`good object ${i + 1} is let in`, await refusals(cluster, text), []);
    for (const [words, text] of Object.entries(bad)) {
      const said = await refusals(cluster, text);
      tally.judge(
        `${words}: that is refused`,
        said.some(line => line.includes(words)),
        () => said.join('\n'),
      );
    }
  } finally {
    await cluster.run([`kubectl delete --ignore-not-found --filename '${file}'`]);
    await cluster.remove('orders');
  }
}

/** The same rules in the words of the API server; it asks for actions in the binding. */
function asAdmission({ metadata, spec }: Policy): readonly object[] {
  const { validationActions, matchConstraints, ...others } = spec;
  const { namespaceSelector, resourceRules } = matchConstraints;
  // In any namespace: where Pod Security is enforced, it would refuse a pod before they do.
  const { matchExpressions } = namespaceSelector;
  const rules = { ...others, matchConstraints: { namespaceSelector: { matchExpressions }, resourceRules } };
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    { apiVersion, kind: 'ValidatingAdmissionPolicy', metadata, spec: { failurePolicy: 'Fail', ...rules } },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name, validationActions },
    },
  ];
}

/** The API server takes policies up some time after it has stored them. */
async function inForce(cluster: Cluster): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const all = await Promise.all(
      ['hostNetwork: true', 'volumes: []'].map(change =>
        refusals(cluster, pod(change).replace(image, 'evil:1')),
      ),
    );
    if (all.every(said => said.some(line => line.includes('no document names')))) return;
    await pause(500);
  }
}

/** What the API server says against an object that it is asked to make; nothing is made. */
async function refusals(cluster: Cluster, text: string): Promise<readonly string[]> {
  const { code, stderr } = await cluster.run([
    `kubectl create --dry-run=server --filename - <<'END'`,
    text,
    'END',
  ]);
  return code === 0 ? [] : stderr.split('\n').filter(line => line !== '');
}
