import { type Problem, problem } from '../../../errors/index.ts';
import { nearest } from '../../../model/names.ts';
import { type MapNode, type ScalarNode, shapes, type TreeNode } from '../tree/node.ts';
import { type Form, fits, type RecordShape, type Shape } from './shape.ts';

/** Everything in which the tree breaks the shape. `field` is how problems name its root: "" for the file itself. */
export function checkShape(root: TreeNode, shape: Shape, field = ''): readonly Problem[] {
  const checker = new Checker();
  checker.check(root, shape, field);
  return checker.problems;
}

class Checker {
  readonly problems: Problem[] = [];

  check(node: TreeNode, shape: Shape, field: string): void {
    if (shape.is === 'record') this.#record(node, shape, field);
    else if (shape.is === 'map') this.#map(node, shape, field);
    else if (shape.is === 'list') this.#list(node, shape.items, field);
    else if (shape.is === 'targets') this.#targets(node, shape.item, field);
    else this.#scalar(node, shape, field);
  }

  #record(node: TreeNode, shape: RecordShape, field: string): void {
    if (node.kind !== 'map') return this.#wrong(node, 'a mapping', field);
    const place = field === '' ? 'a Score file' : field;
    for (const key of shape.required) {
      if (!node.entries.has(key)) this.#report(problem('score-key-missing', { key, place }), node);
    }
    for (const [key, entry] of node.entries) {
      const own = shape.keys.get(key);
      if (own) this.check(entry.node, own, below(field, key));
      else if (!shape.open) this.#unknown(key, entry, place, node, shape);
    }
    const broken = shape.rule?.(node);
    if (broken === 'score-probe-empty') this.#report(problem(broken, { field }), node);
    else if (broken) this.#report(problem(broken, { field, found: contents(node) }), node);
  }

  #unknown(
    key: string,
    entry: { readonly key: { readonly at: Problem['at'] } },
    place: string,
    { entries }: MapNode,
    { keys }: RecordShape,
  ): void {
    const known = [...keys.keys()];
    const suggestion = meantKey(
      key,
      known.filter(name => !entries.has(name)),
    );
    const { at } = entry.key;
    this.problems.push(
      problem('score-key-unknown', { key, place, known, suggestion }, at === undefined ? {} : { at }),
    );
  }

  #map(node: TreeNode, shape: Extract<Shape, { is: 'map' }>, field: string): void {
    if (node.kind !== 'map') return this.#wrong(node, 'a mapping', field);
    if (shape.filled && node.entries.size === 0)
      this.#report(problem('score-key-missing', { key: 'entry', place: field }), node);
    for (const [name, { key, node: value }] of node.entries) {
      if (shape.keys) this.#form(name, shape.keys, { token: key }, `a key of ${field}`);
      this.check(value, shape.values, below(field, name));
    }
  }

  #list(node: TreeNode, items: Shape, field: string): void {
    if (node.kind !== 'list') return this.#wrong(node, 'a list', field);
    for (const [i, item] of node.items.entries()) this.check(item, items, `${field}[${i}]`);
  }

  #targets(node: TreeNode, item: RecordShape, field: string): void {
    if (node.kind === 'list') {
      for (const [i, found] of node.items.entries()) {
        const name = `${field}[${i}]`;
        this.#record(found, item, name);
        const hasTarget = found.kind !== 'map' || found.entries.has('target');
        if (!hasTarget) this.#report(problem('score-target-missing', { field: name }), found);
      }
    } else if (node.kind === 'map') {
      for (const [key, { node: found }] of node.entries) this.#target(found, item, `${field}[${key}]`);
    } else this.#wrong(node, 'a mapping', field);
  }

  #target(node: TreeNode, item: RecordShape, field: string): void {
    this.#record(node, item, field);
    const target = node.kind === 'map' ? node.entries.get('target') : undefined;
    if (target) this.problems.push(problem('score-target-misplaced', { field }, { at: target.key.at }));
  }

  #scalar(
    node: TreeNode,
    shape: Extract<Shape, { is: 'text' | 'word' | 'port' | 'flag' }>,
    field: string,
  ): void {
    if (shape.is === 'flag') {
      if (typeof valueOf(node) !== 'boolean') this.#wrong(node, 'true or false', field);
    } else if (shape.is === 'port') this.#port(node, field);
    else if (node.kind !== 'scalar' || typeof valueOf(node) !== 'string') this.#wrong(node, 'a text', field);
    else if (shape.is === 'text' && shape.form) this.#form(node.token.text, shape.form, node, field);
    else if (shape.is === 'word' && !shape.words.includes(node.token.text))
      this.#word(node, shape.words, field);
  }

  #port(node: TreeNode, field: string): void {
    const value = valueOf(node);
    if (typeof value !== 'number') return this.#wrong(node, 'a number', field);
    if (Number.isInteger(value) && value >= 1 && value <= 65535) return;
    const facts = { field, text: node.token.text, rule: 'a whole number from 1 to 65535', example: '8080' };
    this.#report(problem('score-value-invalid', facts), node);
  }

  #word(node: ScalarNode, known: readonly string[], field: string): void {
    const { text } = node.token;
    const facts = { field, text, known, suggestion: meantKey(text, known) };
    this.#report(problem('score-word-unknown', facts), node);
  }

  #form(written: string, form: Form, node: Pick<TreeNode, 'token'>, field: string): void {
    if (fits(written, form)) return;
    const shown = written.length > 80 ? `${written.slice(0, 79)}…` : written;
    const facts = { field, text: shown, rule: form.rule, example: form.example };
    this.#report(problem('score-value-invalid', facts), node);
  }

  #wrong(node: TreeNode, expected: string, field: string): void {
    const value = valueOf(node);
    const found = value === undefined ? shapes[node.kind] : typeNames[typeof value];
    const isQuotable = expected === 'a text' && node.kind === 'scalar';
    const quoted = isQuotable ? { quoted: JSON.stringify(node.token.text) } : {};
    const facts = { field, expected, found: found ?? 'something else', ...quoted };
    this.#report(problem('score-type-wrong', facts), node);
  }

  #report(found: Problem, { token: { at } }: Pick<TreeNode, 'token'>): void {
    this.problems.push({ ...found, at });
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

/** What YAML takes a scalar for; undefined for every other node. */
const valueOf = (node: TreeNode) => (node.kind === 'scalar' ? (node.value ?? node.token.text) : undefined);

const below = (field: string, key: string) => (field === '' ? key : `${field}.${key}`);

const contents = ({ entries }: MapNode) =>
  ['source', 'content', 'binaryContent'].filter(key => entries.has(key));

/** The same letters in another case (`liveness_probe`), or at most two edits away. */
function meantKey(written: string, known: readonly string[]): string | undefined {
  return known.find(key => letters(key) === letters(written)) ?? nearest(written, known);
}

const letters = (key: string) => key.slice(0, 64).toLowerCase().replaceAll(/[_ -]/g, '');
