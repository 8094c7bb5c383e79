import { problem } from '../../../errors/index.ts';
import type { Output, Override, PatchOperation, Settings, Written } from '../../../model/settings.ts';
import type { Gathering } from '../gathering.ts';
import { type MapNode, shapes, type TreeNode } from '../tree/node.ts';

/** `outputs` and `overrides` of devops-flow.yaml. Whether a family exists is not known here. */
export function readSettings(root: MapNode, gathering: Gathering): Settings {
  const outputs = root.entries.get('outputs')?.node;
  const overrides = root.entries.get('overrides')?.node;
  return {
    ...(outputs && outputs.kind !== 'null' ? { outputs: readOutputs(outputs, gathering) } : {}),
    overrides: overrides ? readOverrides(overrides, gathering) : [],
  };
}

function readOutputs(node: TreeNode, gathering: Gathering): Output[] {
  if (node.kind === 'list')
    return node.items.flatMap(item => {
      const family = single(item, 'outputs', 'the name of a family', gathering);
      return family ? [{ family, yours: [] }] : [];
    });
  if (node.kind !== 'map') return wrong(node, 'outputs', 'a list of families, or a mapping', gathering);
  return [...node.entries.values()].map(({ key, node: value }) => ({
    family: { text: key.text, at: key.at },
    ...readOutput(value, `outputs.${key.text}`, gathering),
  }));
}

function readOutput(node: TreeNode, place: string, gathering: Gathering): Omit<Output, 'family'> {
  if (node.kind === 'null') return { yours: [] };
  if (node.kind !== 'map') {
    wrong(node, place, 'a mapping with folder or yours', gathering);
    return { yours: [] };
  }
  let folder: Written | undefined;
  let yours: Written[] = [];
  for (const [text, { key, node: value }] of node.entries) {
    if (text === 'folder') folder = single(value, `${place}.folder`, 'a folder', gathering);
    else if (text === 'yours') yours = texts(value, `${place}.yours`, gathering);
    else {
      const facts = { key: text, place, known: ['folder', 'yours'], suggestion: undefined };
      gathering.problems.push(problem('service-key-unknown', facts, { at: key.at }));
    }
  }
  return { ...(folder ? { folder } : {}), yours };
}

function texts(node: TreeNode, place: string, gathering: Gathering): Written[] {
  if (node.kind === 'null') return [];
  const items = node.kind === 'list' ? node.items : [node];
  return items.flatMap(item => single(item, place, 'a file', gathering) ?? []);
}

function readOverrides(node: TreeNode, gathering: Gathering): Override[] {
  if (node.kind === 'null') return [];
  if (node.kind !== 'map')
    return wrong(node, 'overrides', 'a mapping from a generated file to a patch', gathering);
  return [...node.entries.values()].map(({ key, node: patch }) => ({
    file: { text: key.text, at: key.at },
    operations: readPatch(patch, `overrides.${key.text}`, gathering),
  }));
}

/** The operations of an RFC 6902 patch. Members that the RFC does not define are ignored by it, and refused here. */
export function readPatch(node: TreeNode, place: string, gathering: Gathering): PatchOperation[] {
  if (node.kind !== 'list') return wrong(node, place, 'a list of RFC 6902 operations', gathering);
  return node.items.flatMap((item, i) => readOperation(item, `${place}[${i}]`, gathering) ?? []);
}

const members: Readonly<Record<PatchOperation['op'], readonly string[]>> = {
  add: ['op', 'path', 'value'],
  remove: ['op', 'path'],
  replace: ['op', 'path', 'value'],
  move: ['op', 'path', 'from'],
  copy: ['op', 'path', 'from'],
  test: ['op', 'path', 'value'],
};

function readOperation(node: TreeNode, place: string, gathering: Gathering): PatchOperation | undefined {
  const { at } = node.token;
  const refuse = (reason: string): undefined => {
    gathering.problems.push(problem('patch-invalid', { place, reason }, { at }));
    return undefined;
  };
  if (node.kind !== 'map') return refuse('an operation is a mapping with op and path');
  const member = (name: string) => node.entries.get(name)?.node;
  const text = (name: string) => {
    const found = member(name);
    return found?.kind === 'scalar' ? found.token.text : undefined;
  };
  const op = text('op') as PatchOperation['op'] | undefined;
  const wanted = op !== undefined && Object.hasOwn(members, op) ? members[op] : undefined;
  if (op === undefined || wanted === undefined)
    return refuse(`op is one of ${Object.keys(members).join(', ')}`);
  const missing = wanted.find(name => member(name) === undefined);
  const unknown = [...node.entries.keys()].find(name => !wanted.includes(name));
  if (missing !== undefined) return refuse(`${op} needs ${wanted.join(', ')}: ${missing} is missing`);
  if (unknown !== undefined) return refuse(`${op} takes ${wanted.join(', ')}, not ${unknown}`);
  const pointers = ['path', 'from'].filter(name => wanted.includes(name));
  const bad = pointers.find(name => !isPointer(text(name)));
  if (bad !== undefined)
    return refuse(`${bad} is a JSON Pointer (RFC 6901): empty, or /key/0/key with ~1 for a slash`);
  const value = member('value');
  const from = text('from');
  return {
    op,
    path: text('path') ?? '',
    at,
    ...(from === undefined ? {} : { from }),
    ...(value && wanted.includes('value') ? { value: valueOf(value) } : {}),
  };
}

const isPointer = (text: string | undefined) => text !== undefined && /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);

/** The JSON value of a tree. Keys are defined as own properties, so none can reach a prototype. */
export function valueOf(node: TreeNode): unknown {
  if (node.kind === 'null') return null;
  if (node.kind === 'scalar') return node.value ?? node.token.text;
  if (node.kind === 'list') return node.items.map(valueOf);
  return Object.fromEntries([...node.entries].map(([key, { node: value }]) => [key, valueOf(value)]));
}

function single(node: TreeNode, field: string, expected: string, gathering: Gathering): Written | undefined {
  if (node.kind === 'scalar' && node.token.text !== '') return { text: node.token.text, at: node.token.at };
  wrong(node, field, expected, gathering);
  return undefined;
}

function wrong(node: TreeNode, field: string, expected: string, gathering: Gathering): [] {
  const facts = { field, expected, found: shapes[node.kind] };
  gathering.problems.push(problem('document-shape', facts, { at: node.token.at }));
  return [];
}
