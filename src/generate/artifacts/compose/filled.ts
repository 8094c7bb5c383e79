import { combine, combineTexts, fieldsOf, plain, type Text, Traced, text } from '../../../model/traced.ts';
import { Noted, YamlEntries, type YamlNode, YamlText } from '../shared/yaml.ts';

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
  const value = combine(shown, () => '').fields;
  const asks = parts.flatMap(part => (part instanceof Filled ? part.asks : []));
  const words = shown.map(part => part.value);
  return new Filled(String.raw({ raw: strings.map(dollars) }, ...words), value, asks);
}

/** The texts one after another. */
export const filledFrom = (parts: readonly Text[]): Filled =>
  parts.reduce<Filled>((before, part) => filled`${before}${part}`, new Filled('', [], []));

const dollars = (value: string) => value.replaceAll('$', '$$$$');
const literal = (value: Text): Text => (value instanceof Traced ? value.map(dollars) : dollars(value));

/** The tree as it is printed: in every text but the filled ones a dollar sign is a dollar sign. */
export function escaped(node: YamlNode): YamlNode {
  if (node === null || node instanceof Filled) return node;
  if (node instanceof Traced)
    return typeof node.value === 'string' ? new Traced(dollars(node.value), node.fields) : node;
  if (typeof node === 'string') return dollars(node);
  if (typeof node !== 'object') return node;
  if (node instanceof Noted) {
    const { above, beside } = node;
    return new Noted(escaped(node.node), { above, ...(beside !== undefined && { beside }) });
  }
  if (node instanceof YamlText) return new YamlText(node.lines.map(literal));
  if (node instanceof YamlEntries)
    return new YamlEntries(node.entries.map(([key, value]) => [key, escaped(value)]));
  if (isList(node)) return node.map(escaped);
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      value === undefined ? value : escaped(value as YamlNode),
    ]),
  );
}

/** Every value that the tree asks for, each key once. */
export function asksIn(node: YamlNode): readonly Ask[] {
  const found = new Map<string, Ask>();
  const visit = (part: unknown): void => {
    if (part instanceof Filled)
      for (const wish of part.asks) found.set(plain(wish.key), found.get(plain(wish.key)) ?? wish);
    else if (part instanceof Noted) visit(part.node);
    else if (part instanceof YamlEntries) for (const [, value] of part.entries) visit(value);
    else if (typeof part === 'object' && part !== null && !(part instanceof Traced))
      for (const value of Object.values(part)) visit(value);
  };
  visit(node);
  return [...found.values()];
}

const isList = (node: YamlNode): node is readonly YamlNode[] => Array.isArray(node);

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
