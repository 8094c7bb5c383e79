/** What the service itself may ask of the Kubernetes API: nothing, unless its documents ask for it. */
import { change, plain, type Text } from '../../../../model/traced.ts';
import { type ContainerView, isApiClient } from '../../../../model/views.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { metadata } from './facts.ts';
import type { Mount } from './files.ts';
import { namespaceOf, type PlacedService } from './placed.ts';

/** A Role of what the documents ask for, given to the account of the service. */
export function serviceRole(service: PlacedService): YamlNode[] {
  if (!isApiClient(service)) return [];
  const rules = service.permissions.map(({ name, verbs, objects }) => ({
    ...kindOf(name),
    resourceNames: objects.length > 0 ? objects : undefined,
    verbs,
  }));
  return roleFor(service, service.name, rules, 'the document asks for it');
}

interface Rule extends YamlObject {
  readonly apiGroups: readonly Text[];
  readonly resources: readonly Text[];
  readonly verbs: readonly Text[];
}

const changes = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** What Trivy holds to be too much in any Role: rule, kinds of objects, verbs. */
const sensitive: readonly (readonly [id: string, kinds: readonly string[], verbs: readonly string[]])[] = [
  ['KSV041', ['secrets'], ['get', 'list', 'watch', ...changes]],
  [
    'KSV048',
    ['pods', 'deployments', 'jobs', 'cronjobs', 'statefulsets', 'daemonsets', 'replicasets'],
    changes,
  ],
  ['KSV049', ['configmaps'], changes],
  ['KSV053', ['pods/exec'], changes],
  ['KSV056', ['services', 'endpoints', 'endpointslices', 'networkpolicies', 'ingresses'], changes],
];

/** A comment for each rule of scanners that the rules of a Role break, as they have to. */
function ignored(rules: readonly Rule[], reason: string): readonly string[] {
  return sensitive
    .filter(([, kinds, verbs]) =>
      rules.some(
        rule =>
          rule.resources.some(kind => kinds.includes(plain(kind))) &&
          rule.verbs.some(verb => verbs.includes(plain(verb))),
      ),
    )
    .map(([id]) => `trivy:ignore:${id} # ${reason}`);
}

/** A Role, and who has it: the account of that name. */
export const roleFor = (
  service: PlacedService,
  name: Text,
  rules: readonly Rule[],
  reason: string,
): YamlNode[] => [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: metadata(service, name),
    rules: new Noted(rules, { above: ignored(rules, reason) }),
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(service, name),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceOf(service) }],
  },
];

/** "leases.coordination.k8s.io/status": what is before the first dot, and its group. */
function kindOf(name: Text) {
  const [kind = '', part] = plain(name).split('/');
  const dot = kind.indexOf('.');
  const plural = dot === -1 ? kind : kind.slice(0, dot);
  return {
    apiGroups: [change(name, () => (dot === -1 ? '' : kind.slice(dot + 1)))],
    resources: [change(name, () => (part === undefined ? plural : `${plural}/${part}`))],
  };
}

/** Where clients look for the token. It is brought by hand: only this container has it, not its sidecars. */
const home = '/var/run/secrets/kubernetes.io/serviceaccount';

export const tokenMounts = (service: PlacedService, container: ContainerView): readonly Mount[] =>
  isApiClient(service) && container === service
    ? [{ name: 'kubernetes-api', mountPath: home, subPath: undefined, readOnly: true }]
    : [];

export function tokenVolumes(service: PlacedService): readonly YamlNode[] {
  if (!isApiClient(service)) return [];
  const sources: YamlNode[] = [
    { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ];
  return [
    new Noted(
      { name: 'kubernetes-api', projected: { sources } },
      {
        above: [
          'What clients of the Kubernetes API look for.',
          'trivy:ignore:KSV036 # the document lets the service ask the Kubernetes API',
        ],
      },
    ),
  ];
}

/** Nobody knows the addresses of the API server before there is a cluster, only its ports. */
export const toApiServer = (service: PlacedService): readonly YamlNode[] =>
  isApiClient(service)
    ? [
        new Noted(
          { ports: [443, 6443].map(port => ({ protocol: 'TCP', port })) },
          { above: ['the Kubernetes API'] },
        ),
      ]
    : [];
