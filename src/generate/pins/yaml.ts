import { isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from 'yaml';
import type { ArtifactKind } from '../artifacts/shared/artifact.ts';
import { yamlScalar } from '../artifacts/shared/yaml-scalar.ts';
import type { PinPlace, PlaceOfAction } from './place.ts';

type Path = readonly string[];

/** Whether an image stands at a path; `*` is any one key, `**` any number of them. */
const images: Partial<Record<ArtifactKind, readonly Path[]>> = {
  compose: [['services', '*', 'image']],
  kubernetes: ['containers', 'initContainers', 'ephemeralContainers'].map(list => ['**', list, '*', 'image']),
  'github-workflow': [
    ['jobs', '*', 'container'],
    ['jobs', '*', 'container', 'image'],
    ['jobs', '*', 'services', '*', 'image'],
  ],
  'gitlab-ci': [
    ['image'],
    ['image', 'name'],
    ['services', '*'],
    ['services', '*', 'name'],
    ['*', 'image'],
    ['*', 'image', 'name'],
    ['*', 'services', '*'],
    ['*', 'services', '*', 'name'],
  ],
  circleci: [
    ['executors', '*', 'docker', '*', 'image'],
    ['jobs', '*', 'docker', '*', 'image'],
  ],
  'azure-pipelines': [
    ['resources', 'containers', '*', 'image'],
    ['**', 'jobs', '*', 'container'],
    ['**', 'jobs', '*', 'container', 'image'],
  ],
};

const steps: Path = ['jobs', '*', 'steps', '*'];

/** The images and actions of a YAML file, by what the keys that lead to them mean in its language. */
export function placesInYaml(kind: ArtifactKind, content: string): readonly PinPlace[] {
  const patterns = images[kind];
  if (!patterns) return [];
  const found: PinPlace[] = [];
  const visit = (node: unknown, path: Path): void => {
    if (isMap(node)) {
      if (kind === 'github-workflow' && matches(steps, path)) found.push(...actionIn(node, content));
      for (const { key, value } of node.items) if (isScalar(key)) visit(value, [...path, String(key.value)]);
    } else if (isSeq(node)) for (const [i, item] of node.items.entries()) visit(item, [...path, String(i)]);
    else if (isText(node) && patterns.some(pattern => matches(pattern, path))) {
      const [from, to] = rangeOf(node);
      found.push({ kind: 'image', from, to, reference: node.value, write: yamlScalar });
    }
  };
  for (const document of parseAllDocuments(content, { uniqueKeys: false }))
    if ('contents' in document) visit(document.contents, []);
  return found;
}

const isText = (node: unknown): node is Scalar<string> =>
  isScalar(node) && typeof node.value === 'string' && !node.value.includes('\n');

const rangeOf = ({ range }: Pick<Node, 'range'>): readonly [number, number] => [
  range?.[0] ?? 0,
  range?.[1] ?? 0,
];

function matches(pattern: Path, path: Path): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === '**') return path.some((_, i) => matches(rest, path.slice(i)));
  return path.length > 0 && (first === '*' || first === path[0]) && matches(rest, path.slice(1));
}

const usesForm = /^([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@([0-9a-f]{40})$/;

/** `uses: owner/repository@commit # version`: up to the end of the version. */
function actionIn(step: { get: (key: string, keep: true) => unknown }, content: string): PlaceOfAction[] {
  const uses = step.get('uses', true);
  if (!isText(uses)) return [];
  const [, name, path = '', commit] = usesForm.exec(uses.value) ?? [];
  const [from, end] = rangeOf(uses);
  const [comment, version] = /^ # (v?\d[\w.-]{0,60})(?=\n|$)/.exec(content.slice(end, end + 80)) ?? [];
  if (name === undefined || commit === undefined || comment === undefined || version === undefined) return [];
  const given = step.get('with', true);
  const inputs = isMap(given) ? given.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : [];
  return [{ kind: 'action', from, to: end + comment.length, name, path, version, commit, inputs }];
}
