import { at, type Parsed, type Path, show, type Tree } from './parsed.ts';

/** One Kubernetes object of a file. */
export interface KubernetesObject {
  readonly file: Parsed;
  readonly tree: Tree;
  readonly kind: string;
  readonly name: string;
}

/** The objects among the files that say what they are. */
export function objectsOf(files: readonly Parsed[]): KubernetesObject[] {
  return files
    .filter(({ artifact }) => artifact.kind === 'kubernetes')
    .flatMap(file =>
      file.trees.map(tree => ({
        file,
        tree,
        kind: show(at(tree.value, 'kind')),
        name: show(at(tree.value, 'metadata', 'name')),
      })),
    );
}

export const titleOf = ({ kind, name }: KubernetesObject) => `${kind} "${name}"`;

/** Where the pods of a workload are described. */
export const podPath: Readonly<Record<string, Path>> = {
  Pod: ['spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Containers of a workload with their paths, those that prepare a pod included. */
export function containersOf(object: KubernetesObject): { path: Path; value: unknown; name: string }[] {
  const base = podPath[object.kind];
  if (!base) return [];
  return ['initContainers', 'containers'].flatMap(list => {
    const found = at(object.tree.value, ...base, list);
    return (Array.isArray(found) ? found : []).map((value: unknown, i) => ({
      path: [...base, list, i],
      value,
      name: show(at(value, 'name')),
    }));
  });
}
