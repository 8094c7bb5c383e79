import type { Problem } from '../../errors/index.ts';
import { containersOf, type KubernetesObject, podPath, titleOf } from './objects.ts';
import { at, finding, type Path, pairs, show } from './parsed.ts';

/** Keys below which the API server refuses an object of that kind. */
const required: Readonly<Record<string, readonly Path[]>> = {
  Deployment: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
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
  ExternalSecret: [
    ['spec', 'secretStoreRef'],
    ['spec', 'target'],
  ],
};

/** Rules for one object; ids are Trivy's and checkov's. */
export function checkObject(object: KubernetesObject): Problem[] {
  return [...complete(object), ...noPlainSecret(object), ...images(object), ...users(object)];
}

function complete(object: KubernetesObject): Problem[] {
  const keys: Path[] = [['apiVersion'], ['kind'], ['metadata', 'name'], ...(required[object.kind] ?? [])];
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

function images(object: KubernetesObject): Problem[] {
  return containersOf(object).flatMap(({ path, value }) => {
    const image = show(at(value, 'image'));
    const name = image.slice(image.lastIndexOf('/') + 1);
    const tag = name.split('@')[0]?.split(':')[1];
    const fixed = name.includes('@') || (tag !== undefined && tag !== '' && tag !== 'latest');
    return fixed
      ? []
      : [finding(object.file, 'CKV_K8S_14', { image }, object.tree.lineOf([...path, 'image']))];
  });
}

/** A container's own setting wins over that of its pod. */
function users(object: KubernetesObject): Problem[] {
  const pod = [...(podPath[object.kind] ?? []), 'securityContext'];
  return containersOf(object).flatMap(({ path, value, name }) => {
    const setting = (key: string) => at(value, 'securityContext', key) ?? at(object.tree.value, ...pod, key);
    const line = (key: string) => object.tree.lineOf([...path, 'securityContext', key]);
    const uid = setting('runAsUser');
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
