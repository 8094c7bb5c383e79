/**
 * https://kyverno.io/docs/policy-types/validating-policy/: the rules that pods must keep, where they are admitted. What
 * conftest refuses in a pipeline is refused again by the cluster, whoever brings it.
 */

import type { Project } from '../../../model/service.ts';
import { combineTexts, plain, type Text, type TracedView, text } from '../../../model/traced.ts';
import { clusterEnvironments, namespaceIn } from '../shared/environments.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import { openVariablesOf, repositoriesOf } from './requirements.ts';

type ProjectView = TracedView<Project>;

interface Rule {
  readonly message: string;
  /** CEL: must be true. */
  readonly expression: string;
}

interface Policy {
  readonly name: string;
  /** Namespaces that say that they ask for more rights are passed over. */
  readonly onlyRestricted?: true;
  readonly about: string;
  readonly resources: readonly YamlObject[];
  readonly variables: readonly (readonly [name: string, expression: Text])[];
  readonly rules: readonly Rule[];
}

const kind = (group: string, version: string, ...resources: readonly string[]): YamlObject => ({
  apiGroups: [group],
  apiVersions: [version],
  operations: ['CREATE', 'UPDATE'],
  resources,
});

const containers =
  'object.spec.containers + object.spec.?initContainers.orValue([]) + object.spec.?ephemeralContainers.orValue([])';
const every = (condition: string) => `variables.containers.all(each, ${condition})`;
const setting = (path: string) => `each.?securityContext.${path}`;

const pods: Policy = {
  name: 'least-privilege',
  onlyRestricted: true,
  about: 'Pods run with the least rights',
  resources: [kind('', 'v1', 'pods')],
  variables: [['containers', containers]],
  rules: [
    {
      message: 'a container is privileged',
      expression: every(`!${setting('?privileged.orValue(false)')}`),
    },
    {
      message: 'a container may gain rights',
      expression: every(`!${setting('?allowPrivilegeEscalation.orValue(true)')}`),
    },
    {
      message: 'a container does not drop all capabilities',
      expression: every(`'ALL' in ${setting('?capabilities.?drop.orValue([])')}`),
    },
    {
      message: 'a container may run as root',
      expression: every(
        `${setting('?runAsNonRoot')}.orValue(object.spec.?securityContext.?runAsNonRoot.orValue(false))`,
      ),
    },
    {
      message: 'the pod shares something with its node',
      expression: ['hostNetwork', 'hostPID', 'hostIPC']
        .map(name => `!object.spec.?${name}.orValue(false)`)
        .join(' && '),
    },
    {
      message: 'a volume is a folder of the node',
      expression: 'object.spec.?volumes.orValue([]).all(each, !has(each.hostPath))',
    },
  ],
};

const known: Rule[] = [
  {
    message: 'an image names no version',
    expression: every(
      "each.image.contains('@sha256:') || (each.image.matches(':[^/:]+$') && !each.image.endsWith(':latest'))",
    ),
  },
  {
    message: 'an image is of a repository that no document names',
    expression: every(
      "variables.repositories.exists(name, each.image == name || each.image.startsWith(name + ':') || each.image.startsWith(name + '@'))",
    ),
  },
];

/** A mesh adds its proxy to the pods before they are looked at. */
const proxies = ['docker.io/istio/proxyv2', 'cr.l5d.io/linkerd/proxy'];

const images = (project: ProjectView): Policy => ({
  name: 'known-images',
  about: 'Images are those of the documents, in one version',
  resources: [kind('', 'v1', 'pods')],
  variables: [
    ['containers', containers],
    ['repositories', celList([...repositoriesOf(project), ...proxies])],
  ],
  rules: known,
});

const secretName = '(?i)(password|passwd|passphrase|secret|token|api_?key|private_?key|credential)';

const secrets = (project: ProjectView): Policy => ({
  name: 'no-plain-secrets',
  about: 'Values of secrets come from a store',
  resources: [kind('', 'v1', 'pods')],
  variables: [
    ['containers', containers],
    ['open', celList(openVariablesOf(project))],
  ],
  rules: [
    {
      message: 'the value of a secret stands in the manifest',
      expression: every(
        `each.?env.orValue([]).all(variable, variable.?value.orValue('') == '' || variable.name in variables.open || !variable.name.matches('${secretName}'))`,
      ),
    },
  ],
});

const network: Policy = {
  name: 'closed-network',
  about: 'Services are reached by their way in, and by TLS',
  resources: [kind('', 'v1', 'services'), kind('networking.k8s.io', 'v1', 'ingresses')],
  variables: [],
  rules: [
    {
      message: 'a Service is reached past the way in',
      expression:
        "object.kind != 'Service' || !(object.spec.?type.orValue('ClusterIP') in ['NodePort', 'LoadBalancer'])",
    },
    {
      message: 'an Ingress serves a host without TLS',
      expression:
        "object.kind != 'Ingress' || object.spec.?rules.orValue([]).all(rule, object.spec.?tls.orValue([]).exists(entry, rule.?host.orValue('') in entry.?hosts.orValue([])))",
    },
  ],
};

/** A list of CEL: its strings take the escapes of JSON. */
const celList = (values: readonly Text[]): Text =>
  combineTexts(values, () => `[${values.map(value => JSON.stringify(plain(value))).join(', ')}]`);

/** The policies of a project by their names; none where nothing of it is in a cluster. */
export function kyvernoPolicies(project: ProjectView): readonly (readonly [name: string, node: YamlNode])[] {
  const namespaces = project.services.flatMap(service =>
    clusterEnvironments(service).map(environment => namespaceIn(service, environment)),
  );
  const [first] = project.services;
  if (!first || namespaces.length === 0) return [];
  const named = (policy: Policy) => text`${first.name}-${policy.name}`;
  return [pods, images(project), secrets(project), network].map(policy => [
    policy.name,
    validating(policy, named(policy), namespaces),
  ]);
}

function validating(policy: Policy, name: Text, namespaces: readonly Text[]): YamlNode {
  const { about, onlyRestricted, resources, variables, rules } = policy;
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const inProject = { key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces };
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: { name, annotations: { 'policies.kyverno.io/description': about } },
    spec: {
      validationActions: ['Deny'],
      matchConstraints: {
        namespaceSelector: {
          matchLabels: onlyRestricted ? restricted : undefined,
          matchExpressions: [inProject],
        },
        resourceRules: resources,
      },
      variables:
        variables.length > 0
          ? variables.map(([variable, expression]) => ({ name: variable, expression }))
          : undefined,
      validations: rules.map(({ message, expression }) => ({ expression, message })),
    },
  };
}
