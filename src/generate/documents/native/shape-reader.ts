import { problem } from '../../../errors/index.ts';
import { type FieldPath, named, type Scalar } from '../../../model/facts.ts';
import { nearest } from '../../../model/names.ts';
import type { ListShape, NamedShape, RecordShape, RowsShape, Shape } from '../../../model/shape/shape.ts';
import type { Token } from '../../../model/token.ts';
import { commandWords } from '../../../model/values/command.ts';
import { isProblem } from '../../../model/values/parse.ts';
import type { Gathering } from '../gathering.ts';
import { jsonText } from '../tree/json.ts';
import { type MapNode, shapes, type TreeNode } from '../tree/node.ts';

interface FieldOptions {
  /** How problems call the mapping; the document itself unless given. */
  readonly place?: string;
  /** Keys that somebody else reads are not. */
  readonly isOwn?: (key: string) => boolean;
  /** Those keys, for the suggestion of a misspelt one. */
  readonly others?: ReadonlySet<string>;
  /** The field that a key stands for, where they are not called alike. */
  readonly fieldOf?: (key: string) => string;
}

type Fields = Readonly<Record<string, Shape>>;

/** Reads a tree by the shape that it must have, and states what it says. */
export class ShapeReader {
  readonly #gathering: Gathering;
  #options: { derived?: true } = {};

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  /** What is read meanwhile counts only where nobody says it more closely. */
  derived(read: () => void): void {
    this.#options = { derived: true };
    read();
    this.#options = {};
  }

  read(node: TreeNode, shape: Shape, path: FieldPath, place: string): void {
    if (node.kind === 'null') return;
    if (shape.kind === 'record' && shape.fromText && node.kind === 'scalar')
      this.#parts(node.token, shape, path);
    else if (shape.kind === 'record') this.fields(node, shape.fields, path, { place });
    else if (shape.kind === 'named') this.#named(node, shape, path, place);
    else if (shape.kind === 'list') this.#list(node, shape, path, place);
    else if (shape.kind === 'rows') this.#rows(node, shape, path, place);
    else if (node.kind === 'scalar') this.#value(node.token, shape, path);
    else if (shape.json) this.#value({ ...node.token, ...jsonText(node) }, shape, path);
    else this.wrongShape(node, place, 'a single value');
  }

  /** The keys of a mapping, each a field. */
  fields(node: TreeNode, fields: Fields, path: FieldPath, options: FieldOptions = {}): void {
    if (node.kind === 'null') return;
    const place = options.place ?? '';
    if (node.kind !== 'map') {
      this.wrongShape(node, place || 'the document', 'a mapping');
      return;
    }
    for (const [text, { key, node: value }] of node.entries) {
      const shape = Object.hasOwn(fields, text) ? fields[text] : undefined;
      const field = options.fieldOf?.(text) ?? text;
      if (options.isOwn?.(text) === false) continue;
      if (shape) this.read(value, shape, [...path, field], place === '' ? text : `${place}.${text}`);
      else if (text.startsWith('x-')) this.#gathering.skip(place === '' ? text : `${place}.${text}`, key);
      else this.#unknown(key, place, [...Object.keys(fields), ...(options.others ?? [])]);
    }
  }

  /** The text of a key as the name that it has to be; undefined, and a problem, when it is none. */
  key(key: Token, shape: Shape | undefined): string | undefined {
    const value = shape?.kind === 'scalar' ? shape.parse(key) : key.text;
    if (isProblem(value)) {
      this.#gathering.problems.push(value);
      return undefined;
    }
    this.#gathering.remarkName(key, value);
    return String(value);
  }

  state(path: FieldPath, value: Scalar, token: Token): void {
    this.#gathering.state(path, value, token, this.#options);
  }

  wrongShape(node: TreeNode, field: string, expected: string): void {
    const found = shapes[node.kind];
    this.#gathering.problems.push(
      problem('document-shape', { field, expected, found }, { at: node.token.at }),
    );
  }

  refuseName({ at }: Token): void {
    this.#gathering.problems.push(problem('service-name-beside-services', undefined, { at }));
  }

  #value(token: Token, shape: Extract<Shape, { kind: 'scalar' }>, path: FieldPath): void {
    const value = shape.parse(token);
    if (isProblem(value)) this.#gathering.problems.push(value);
    else this.state(path, value, token);
  }

  /** A text that says several fields at once, each with its own part of it. */
  #parts(text: Token, shape: RecordShape, path: FieldPath): void {
    const parts = shape.fromText?.(text) ?? [];
    if ('id' in parts) this.#gathering.problems.push(parts);
    else for (const [field, part] of parts) this.state([...path, field], part.text, part);
  }

  #list(node: TreeNode, shape: ListShape, path: FieldPath, place: string): void {
    if (node.kind === 'scalar' && shape.splits) this.#words(node.token, path);
    else if (node.kind === 'scalar') this.#value(node.token, shape.item, [...path, 0]);
    else if (node.kind !== 'list') this.wrongShape(node, place, 'a list');
    else
      for (const [i, item] of node.items.entries()) {
        if (item.kind === 'scalar') this.#value(item.token, shape.item, [...path, i]);
        else this.wrongShape(item, `${place}[${i}]`, 'a single value');
      }
  }

  #rows(node: TreeNode, shape: RowsShape, path: FieldPath, place: string): void {
    const items = node.kind === 'list' ? node.items : [node];
    const first = shape.fields[shape.first];
    for (const [i, item] of items.entries()) {
      const [row, called] = [[...path, i], node.kind === 'list' ? `${place}[${i}]` : place];
      const own = item.kind === 'map' ? item.entries.get(shape.first)?.node : item;
      if (own?.kind !== 'scalar' || !first)
        this.wrongShape(item, called, `a ${shape.first}, or a mapping with one`);
      else if (item.kind === 'map') this.fields(item, shape.fields, row, { place: called });
      else this.read(item, first, [...row, shape.first], called);
    }
  }

  #words(command: Token, path: FieldPath): void {
    const words = commandWords(command);
    if ('id' in words) this.#gathering.problems.push(words);
    else for (const [i, word] of words.entries()) this.state([...path, i], word.text, word);
  }

  /** A mapping by name, or a list of names and of mappings that have a `name`. */
  #named(node: TreeNode, shape: NamedShape, path: FieldPath, place: string): void {
    if (node.kind === 'map')
      for (const { key, node: value } of node.entries.values()) this.#item(key, value, shape, path, place);
    else if (node.kind !== 'list') this.wrongShape(node, place, 'a mapping by name');
    else for (const [i, item] of node.items.entries()) this.#listed(item, shape, path, `${place}[${i}]`);
  }

  #listed(item: TreeNode, shape: NamedShape, path: FieldPath, place: string): void {
    if (item.kind === 'scalar') this.#item(item.token, undefined, shape, path, place);
    else if (item.kind !== 'map') this.wrongShape(item, place, 'a name, or a mapping with a name');
    else {
      const name = item.entries.get('name')?.node;
      if (name?.kind === 'scalar') this.#item(name.token, without(item, 'name'), shape, path, place);
      else this.wrongShape(item, place, 'a mapping with a name');
    }
  }

  #item(key: Token, value: TreeNode | undefined, shape: NamedShape, path: FieldPath, place: string): void {
    const name = this.key(key, shape.key);
    if (name === undefined) return;
    const item = [...path, named(name)];
    this.state([...item, 'name'], name, key);
    const short = shape.short === undefined ? undefined : shape.fields[shape.short];
    if (!value) return;
    const isShort = value.kind === 'scalar' || (value.kind === 'list' && short?.kind === 'list');
    if (isShort && short && shape.short !== undefined)
      this.read(value, short, [...item, shape.short], `${place}.${name}`);
    else this.fields(value, shape.fields, item, { place: `${place}.${name}` });
  }

  #unknown(key: Token, place: string, known: readonly string[]): void {
    const suggestion = nearest(key.text, known);
    const facts = { key: key.text, place, known, suggestion };
    this.#gathering.problems.push(problem('service-key-unknown', facts, { at: key.at }));
  }
}

function without(node: MapNode, key: string): MapNode {
  return { ...node, entries: new Map([...node.entries].filter(([other]) => other !== key)) };
}
