/** What a script declares before it does anything. */
import { plain, type Text, Traced, text } from '../../../model/traced.ts';
import { shellKey, shellWord } from './shell.ts';

/** A constant, with all its lines. */
export interface Declaration {
  readonly name: string;
  readonly lines: readonly Text[];
}

/** A constant, which is declared where it is used, or a line that sets a variable. */
export type Fact = Declaration | Text;

/** `readonly NAME=word`, where the value is one word for Bash whatever it holds. */
export const constant = (name: string, value: Text): Declaration => ({
  name,
  lines: [text`readonly ${name}=${shellWord(value)}`],
});

/** `readonly NAME=(...)` of words that Bash is to read as they are written. */
export const words = (name: string, written: string): Declaration => ({
  name,
  lines: [`readonly ${name}=(${written})`],
});

/** A list or, with keys, a map; one item a line. */
export function array(name: string, items: readonly (readonly [Text, Text] | Text)[]): Declaration[] {
  const keyed = items.some(item => Array.isArray(item));
  const lines = items.map(item =>
    isPair(item) ? text`  [${shellKey(item[0])}]=${shellWord(item[1])}` : text`  ${shellWord(item)}`,
  );
  return [{ name, lines: [keyed ? `declare -rA ${name}=(` : `readonly ${name}=(`, ...lines, ')'] }];
}

/** A map, which may have nothing in it. */
export const map = (name: string, items: readonly (readonly [Text, Text])[]): Declaration[] =>
  items.length > 0 ? array(name, items) : [{ name, lines: [`declare -rA ${name}=()`] }];

function isPair(item: readonly [Text, Text] | Text): item is readonly [Text, Text] {
  return Array.isArray(item);
}

/** The lines of the facts; of constants, those that the lines of the script or of variables use. */
export function declared(facts: readonly Fact[], script: readonly string[]): Text[] {
  const variables = facts.flatMap(fact => (isDeclaration(fact) ? [] : [plain(fact)]));
  const code = [...script.filter(line => !/^\s*#/.test(line)), ...variables];
  const used = new Set(code.join('\n').match(/\w+/g));
  return facts.flatMap(fact => {
    if (!isDeclaration(fact)) return [fact];
    return used.has(fact.name) ? fact.lines : [];
  });
}

const isDeclaration = (fact: Fact): fact is Declaration =>
  typeof fact === 'object' && !(fact instanceof Traced);
