import type { YamlNode } from '../../shared/yaml.ts';
import type { ClusterObjects } from '../objects/objects.ts';
import { titleOf } from '../objects/values.ts';

/** An object of the chart. */
export interface ChartObject {
  /** The file that it stands in, without its extension. */
  readonly file: string;
  readonly node: YamlNode;
  /** The path of the value that says whether it is rendered; absent for what is there in every environment. */
  readonly condition?: readonly string[];
}

/** One environment of the chart. */
export interface ChartEnvironment {
  readonly name: string;
  readonly objects: ClusterObjects;
}

/** A chart cannot hold the namespace that it is installed into, unless somebody else applies what it renders. */
const creation = ['namespace', 'create'];

/** All objects that some environment has, each once; `main` is the one whose objects count where several have one. */
export function chartObjects(main: ClusterObjects, environments: readonly ChartEnvironment[]): ChartObject[] {
  const sets = [main, ...environments.map(({ objects }) => objects)];
  const found = new Map<string, ChartObject>();
  for (const set of sets)
    for (const [file, nodes] of Object.entries(set))
      for (const node of nodes) if (!found.has(titleOf(node))) found.set(titleOf(node), { file, node });
  const titles = sets.map(titlesOf);
  return [...found].map(([title, object]) => {
    if (title === 'Namespace') return { ...object, condition: creation };
    return titles.every(set => set.has(title)) ? object : { ...object, condition: [object.file, 'enabled'] };
  });
}

const titlesOf = (set: ClusterObjects): ReadonlySet<string> =>
  new Set(Object.values(set).flatMap(nodes => nodes.map(titleOf)));

/** What the conditions are in an environment. */
export function conditionsIn(
  set: ClusterObjects,
  objects: readonly ChartObject[],
): readonly (readonly [path: readonly string[], holds: boolean])[] {
  const titles = titlesOf(set);
  return objects.flatMap(({ node, condition }) =>
    condition ? [[condition, condition !== creation && titles.has(titleOf(node))] as const] : [],
  );
}
