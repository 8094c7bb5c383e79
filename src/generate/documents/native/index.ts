import { type Problem, problem } from '../../../errors/index.ts';
import { named, type Reading } from '../../../model/facts.ts';
import type { Override } from '../../../model/settings.ts';
import { resources } from '../../../model/shape/project.ts';
import { token } from '../../../model/token.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import type { MapNode, TreeNode } from '../tree/node.ts';
import { parseYaml } from '../tree/yaml.ts';
import { fieldOf, serviceFields } from './form.ts';
import { readPatch, readSettings } from './settings.ts';
import { ShapeReader } from './shape-reader.ts';

/**
 * Reads devops-flow.yaml, the native form: one service at the top, or several below `services`, for which what stands
 * at the top is said once. A key that the form does not know is an error: nobody else wrote it. `x-` keys are the
 * user's own.
 */
export function readNative(document: DocumentText): Reading {
  const gathering = new Gathering();
  const start = token(document.file, 1, 1, '');
  const { root, problems } = parseYaml(document.text, start);
  gathering.problems.push(...problems);
  if (problems.length > 0 || !root) return gathering.reading(document);
  if (root.kind !== 'map') {
    const facts = { field: 'the document', expected: 'a mapping', found: 'something else' };
    gathering.problems.push(problem('document-shape', facts, { at: root.token.at }));
    return gathering.reading(document);
  }
  readRoot(root, new ShapeReader(gathering));
  return { ...gathering.reading(document), settings: readSettings(root, gathering) };
}

/** Reads a patch that stands in a file of its own, for the generated file `target`. */
export function readPatchFile(
  file: string,
  target: string,
  text: string,
): { readonly override: Override; readonly problems: readonly Problem[] } {
  const gathering = new Gathering();
  const start = token(file, 1, 1, '');
  const { root, problems } = parseYaml(text, start);
  const operations = root ? readPatch(root, target, gathering) : [];
  const override = { file: { text: target, at: start.at }, operations };
  return { override, problems: [...problems, ...gathering.problems] };
}

const settingKeys = ['$schema', 'outputs', 'overrides'];

function readRoot(root: MapNode, reader: ShapeReader): void {
  const several = root.entries.get('services')?.node;
  const others = new Set(['services', 'resources', ...settingKeys]);
  const isOwn = (key: string) => !others.has(key);
  if (several) readServices(root, several, reader, isOwn);
  else reader.fields(root, serviceFields, ['service'], { isOwn, others, fieldOf });
  const shelf = root.entries.get('resources')?.node;
  if (shelf) reader.read(shelf, resources, ['resources'], 'resources');
}

function readServices(
  root: MapNode,
  several: TreeNode,
  reader: ShapeReader,
  isOwn: (key: string) => boolean,
): void {
  const name = root.entries.get('name');
  if (name) reader.refuseName(name.key);
  const others = new Set(['services', 'resources', 'name', ...settingKeys]);
  // Every service may say otherwise.
  reader.derived(() =>
    reader.fields(root, serviceFields, ['service'], {
      isOwn: key => isOwn(key) && key !== 'name',
      others,
      fieldOf,
    }),
  );
  if (several.kind !== 'map') {
    reader.wrongShape(several, 'services', 'a mapping of services by their names');
    return;
  }
  const { name: nameShape, ...fields } = serviceFields;
  for (const { key, node } of several.entries.values()) {
    const label = reader.key(key, nameShape);
    if (label === undefined) continue;
    const path = ['services', named(label)];
    reader.state([...path, 'name'], label, key);
    const place = `services.${label}`;
    reader.fields(node, fields, path, { place, fieldOf });
  }
}
