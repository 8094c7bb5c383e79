import { combine, combineTexts, fieldsOf, plain, type Text, Traced, text } from '../../../model/traced.ts';
import { uniqueBy } from '../shared/unique.ts';
import { entriesOf, isList, isMapping, Noted, YamlEntries, type YamlNode, YamlText } from '../shared/yaml.ts';

/** A value that Compose asks its environment for, or the file .env. */
export interface Ask {
  readonly key: Text;
  /** What it is, for a person. */
  readonly about: Text;
  /** What it is when nobody says; without it the value must be there. */
  readonly fallback?: Text;
}

/** A text that Compose fills in; everything else in the file is meant as it stands. */
export class Filled extends Traced<string> {
  readonly asks: readonly Ask[];
  constructor(value: string, fields: readonly string[], asks: readonly Ask[]) {
    super(value, fields);
    this.asks = asks;
  }
}

/** `${KEY}`, which must be there, or `${KEY:-fallback}`. */
export function ask(wish: Ask, fields: readonly string[] = []): Filled {
  const { key, fallback } = wish;
  const shown =
    fallback === undefined ? `\${${plain(key)}:?see .env.example}` : `\${${plain(key)}:-${plain(fallback)}}`;
  const own = [key, fallback ?? ''].flatMap(fieldsOf);
  return new Filled(shown, [...new Set([...own, ...fields])], [wish]);
}

/** Parts in a row: what is filled in stays so, and the rest is meant as it stands. */
export function filled(strings: TemplateStringsArray, ...parts: readonly Text[]): Filled {
  const shown = parts.map(part => (part instanceof Filled ? part : text`${literal(part)}`));
  const { fields } = combine(shown, () => '');
  const asks = parts.flatMap(part => (part instanceof Filled ? part.asks : []));
  const words = shown.map(part => part.value);
  return new Filled(String.raw({ raw: strings.map(dollars) }, ...words), fields, asks);
}

/** The texts one after another. */
export const filledFrom = (parts: readonly Text[]): Filled =>
  parts.reduce<Filled>((before, part) => filled`${before}${part}`, new Filled('', [], []));

const dollars = (value: string) => value.replaceAll('$', '$$$$');
const literal = (value: Text): Text => (value instanceof Traced ? value.map(dollars) : dollars(value));

/** The tree as it is printed: in every text but the filled ones a dollar sign is a dollar sign. */
export function escaped(node: YamlNode): YamlNode {
  if (node instanceof Filled) return node;
  if (node instanceof Traced)
    return typeof node.value === 'string' ? new Traced(dollars(node.value), node.fields) : node;
  if (typeof node === 'string') return dollars(node);
  if (node instanceof YamlText) return new YamlText(node.lines.map(literal));
  if (node instanceof Noted) {
    const { above, beside } = node;
    return new Noted(escaped(node.node), { above, ...(beside !== undefined && { beside }) });
  }
  if (isList(node)) return node.map(escaped);
  return isMapping(node)
    ? new YamlEntries(entriesOf(node).map(([key, value]) => [key, escaped(value)]))
    : node;
}

/** Every value that the tree asks for, each key once. */
export const asksIn = (node: YamlNode): readonly Ask[] => uniqueBy(allAsksIn(node), ({ key }) => plain(key));

function allAsksIn(node: YamlNode): readonly Ask[] {
  if (node instanceof Filled) return node.asks;
  if (node instanceof Noted) return allAsksIn(node.node);
  if (isList(node)) return node.flatMap(allAsksIn);
  return isMapping(node) ? entriesOf(node).flatMap(([, value]) => allAsksIn(value)) : [];
}

/** The name of a variable made of words such as a service's name: `SHOP_API_KEY`. */
export const variableOf = (...words: readonly Text[]): Text =>
  combineTexts(words, () =>
    words
      .map(word => upper(plain(word)))
      .join('_')
      .replace(/^(?=\d)/, '_'),
  );

const upper = (word: string) =>
  word
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
