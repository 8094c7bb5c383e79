import type { Problem } from '../../errors/index.ts';
import type { NumericUser } from '../artifacts/shared/user.ts';
import { namesVersion } from './images.ts';
import { containersOf, type KubernetesObject, podPath, titleOf } from './objects.ts';
import { at, finding, type Path, pairs, show } from './parsed.ts';

/** Keys below which the API server refuses an object of that kind. */
const required: Readonly<Record<string, readonly Path[]>> = {
  Deployment: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  StatefulSet: [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  Job: [['spec', 'template', 'spec', 'containers']],
  CronJob: [
    ['spec', 'schedule'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers'],
  ],
  Service: [['spec', 'ports']],
  HorizontalPodAutoscaler: [
    ['spec', 'scaleTargetRef'],
    ['spec', 'maxReplicas'],
  ],
  NetworkPolicy: [['spec', 'podSelector']],
  PersistentVolumeClaim: [
    ['spec', 'accessModes'],
    ['spec', 'resources', 'requests', 'storage'],
  ],
  Ingress: [['spec']],
  HTTPRoute: [['spec', 'parentRefs']],
  Role: [['rules']],
  RoleBinding: [['roleRef']],
  ResourceQuota: [['spec', 'hard']],
  LimitRange: [['spec', 'limits']],
  PriorityClass: [['value']],
  ExternalSecret: [
    ['spec', 'secretStoreRef'],
    ['spec', 'target'],
  ],
};

/** What the document of the service says about its containers: a rule does not contradict it. */
export interface Expected {
  readonly name: string;
  readonly user: NumericUser | undefined;
  /** Images that documents name with the tag latest, or without one. */
  readonly moving: ReadonlySet<string>;
}

/** Rules for one object; ids are Trivy's and checkov's. */
export function checkObject(object: KubernetesObject, expected: Expected): Problem[] {
  return [
    ...complete(object),
    ...noPlainSecret(object),
    ...images(object, expected),
    ...users(object, expected),
  ];
}

function complete(object: KubernetesObject): Problem[] {
  // A name for a service elsewhere, and the names of pods, have no ports of their own.
  const spec = at(object.tree.value, 'spec');
  const isName = at(spec, 'externalName') !== undefined || at(spec, 'clusterIP') === 'None';
  const own = isName ? [] : (required[object.kind] ?? []);
  const keys: Path[] = [['apiVersion'], ['kind'], ['metadata', 'name'], ...own];
  return keys
    .filter(path => at(object.tree.value, ...path) === undefined)
    .map(path =>
      finding(object.file, 'artifact-incomplete', { what: titleOf(object), missing: path.join('.') }),
    );
}

function noPlainSecret(object: KubernetesObject): Problem[] {
  if (object.kind !== 'Secret') return [];
  const filled = ['data', 'stringData'].filter(key => pairs(at(object.tree.value, key)).length > 0);
  return filled.map(key =>
    finding(object.file, 'secret-value', { what: titleOf(object) }, object.tree.lineOf([key])),
  );
}

function images(object: KubernetesObject, { moving }: Expected): Problem[] {
  return containersOf(object).flatMap(({ path, value }) => {
    const image = show(at(value, 'image'));
    if (namesVersion(image)) return [];
    const id = moving.has(image) ? 'image-tag-latest' : 'CKV_K8S_14';
    return [finding(object.file, id, { image }, object.tree.lineOf([...path, 'image']))];
  });
}

/** A container's own setting wins over that of its pod. */
function users(object: KubernetesObject, expected: Expected): Problem[] {
  const pod = [...(podPath[object.kind] ?? []), 'securityContext'];
  return containersOf(object).flatMap(({ path, value, name }) => {
    const setting = (key: string) => at(value, 'securityContext', key) ?? at(object.tree.value, ...pod, key);
    const line = (key: string) => object.tree.lineOf([...path, 'securityContext', key]);
    const uid = setting('runAsUser');
    if (name === expected.name && expected.user !== undefined && uid === expected.user.user) return [];
    const problems: Problem[] = [];
    if (setting('runAsNonRoot') !== true) {
      problems.push(finding(object.file, 'KSV-0012', { container: name }, line('runAsNonRoot')));
    }
    if (typeof uid !== 'number' || uid <= 10_000) {
      problems.push(finding(object.file, 'KSV-0020', { container: name, uid: show(uid) }, line('runAsUser')));
    }
    return problems;
  });
}
