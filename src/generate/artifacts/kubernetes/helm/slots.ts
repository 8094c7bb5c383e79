import { change, plain, type Text, Traced } from '../../../../model/traced.ts';
import {
  isList,
  isMapping,
  Noted,
  Raw,
  Slot,
  YamlEntries,
  type YamlNode,
  YamlText,
} from '../../shared/yaml.ts';

/** The path of a slot as one word. */
export const dotted = (path: readonly Text[]): string => path.map(part => plain(part)).join('.');

/** The slots of a node from first to last; one that stands in another comes behind it. */
export function slotsOf(node: YamlNode): readonly Slot[] {
  if (node instanceof Slot) return [node, ...(node.node === undefined ? [] : slotsOf(node.node))];
  if (node instanceof Noted) return slotsOf(node.node);
  if (isList(node)) return node.flatMap(slotsOf);
  if (node instanceof YamlEntries) return node.entries.flatMap(([, value]) => slotsOf(value));
  if (!isMapping(node)) return [];
  return Object.values(node).flatMap(value => (value === undefined ? [] : slotsOf(value)));
}

/** The same node with something else in the place of its slots, and other texts in its keys, values and comments. */
export function replaced(
  node: YamlNode,
  slot: (slot: Slot) => YamlNode,
  text: (text: string) => string,
): YamlNode {
  return new Replacement(slot, text).node(node);
}

class Replacement {
  readonly #slot: (slot: Slot) => YamlNode;
  readonly #text: (text: string) => string;

  constructor(slot: (slot: Slot) => YamlNode, text: (text: string) => string) {
    this.#slot = slot;
    this.#text = text;
  }

  node(node: YamlNode): YamlNode {
    if (node instanceof Slot) return this.#slot(node);
    if (node instanceof Noted) {
      const { above, beside } = node;
      return new Noted(this.node(node.node), {
        above: above.map(line => this.#textOf(line)),
        ...(beside !== undefined && { beside: this.#text(beside) }),
      });
    }
    if (node instanceof Raw || node === null || typeof node === 'number' || typeof node === 'boolean')
      return node;
    if (typeof node === 'string') return this.#text(node);
    if (node instanceof Traced)
      return node.map(value => (typeof value === 'string' ? this.#text(value) : value));
    if (node instanceof YamlText) return new YamlText(node.lines.map(line => this.#textOf(line)));
    if (isList(node)) return node.map(item => this.node(item));
    const entries = node instanceof YamlEntries ? node.entries : Object.entries(node);
    return new YamlEntries(
      entries.flatMap(([key, value]) =>
        value === undefined ? [] : [[this.#textOf(key), this.node(value)] as const],
      ),
    );
  }

  #textOf(text: Text): Text {
    return change(text, this.#text);
  }
}
