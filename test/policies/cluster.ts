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
import { bad, good, image, pod } from './objects.ts';

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
