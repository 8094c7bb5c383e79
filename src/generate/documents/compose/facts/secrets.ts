/** Which values of a Compose file are secret, so that none reaches a generated file. */
import { problem } from '../../../../errors/index.ts';
import type { FieldPath } from '../../../../model/facts.ts';
import {
  isHarmless,
  isSecretName,
  secretsIn,
  secretsInLines,
  secretsInWords,
  withReferences,
} from '../../../../model/secrets.ts';
import type { Token } from '../../../../model/token.ts';
import { type Filling, placeKey } from '../load/filling.ts';
import type { ComposeProject, Pair } from '../project/types.ts';
import type { Writer } from './writer.ts';

/** Below this, a value is found in too many words that have nothing to do with it. */
const shortest = 5;
/** More secrets than a project has: beyond, they are no longer looked for in other texts. */
const maxValues = 200;

export class Secrets {
  readonly #filling: Filling;
  /** Names of secret variables by their values. */
  readonly #values: ReadonlyMap<string, string>;
  readonly #verdicts = new WeakMap<Pair, boolean>();

  constructor(project: ComposeProject, filling: Filling) {
    this.#filling = filling;
    const pairs = project.services.flatMap(service => [
      ...service.variables,
      ...(service.build?.arguments ?? []),
    ]);
    const known = new Set([
      ...project.services.flatMap(({ key, image }) => [key.text, image?.text ?? '']),
      ...pairs.flatMap(pair => (this.isSecret(pair) || !pair.value ? [] : [pair.value.text])),
    ]);
    const telling = pairs.flatMap(pair => {
      const text = this.isSecret(pair) ? (pair.value?.text ?? '') : '';
      return text.length >= shortest && !known.has(text) ? [[text, pair.name.text] as const] : [];
    });
    this.#values = new Map(telling.slice(0, maxValues));
  }

  /** Whether a variable is secret, by its name, its value, or what the value is filled in from. */
  isSecret(pair: Pair): boolean {
    const known = this.#verdicts.get(pair);
    if (known !== undefined) return known;
    const verdict = this.#judge(pair);
    this.#verdicts.set(pair, verdict);
    return verdict;
  }

  #judge({ name, value }: Pair): boolean {
    if (value && (secretsIn(value.text).length > 0 || this.#takesSecret(value))) return true;
    return isSecretName(name.text) && !(value && this.#isHarmless(name.text, value));
  }

  /** Whether the document itself holds the secret value, instead of a variable that does. */
  isLiteral({ value }: Pair): boolean {
    return value !== undefined && value.text !== '' && !this.#isReference(value);
  }

  /** Whether a text that is no variable gives a secret away. */
  leaks(token: Token): boolean {
    const { text } = token;
    if (this.#takesSecret(token) || secretsInLines(text).length > 0) return true;
    return [...this.#values.keys()].some(value => text.includes(value));
  }

  /** States the words of a command: with a reference to a variable in the place of each secret, which is reported. */
  stateWords(path: FieldPath, words: readonly Token[], what: string, writer: Writer): void {
    const found = secretsInWords(words.map(({ text }) => text));
    const names = new Set<string>();
    const plain = words.map((word, i) => {
      const spans = found.filter(span => span.word === i);
      const replaced = [...this.#values].filter(([value]) => word.text.includes(value));
      for (const { name } of spans) names.add(name);
      for (const [, name] of replaced) names.add(name);
      const text = replaced.reduce(
        (left, [value, name]) => left.replaceAll(value, () => `\${${name}}`),
        withReferences(word.text, spans),
      );
      return text === word.text ? word : { text, at: word.at, rewritten: true as const };
    });
    const at = words.find((word, i) => plain[i] !== word)?.at;
    const [name] = names;
    if (at && name !== undefined)
      writer.report(problem('secret-literal', { what: `a word of ${what}`, home: 'command', name }, { at }));
    writer.words(path, plain);
    for (const [i, word] of plain.entries()) this.#askFor(word, words[i] ?? word, names, writer);
  }

  /** The variables that a command refers to are asked for when the service starts. */
  #askFor(word: Token, { at }: Token, names: ReadonlySet<string>, writer: Writer): void {
    const filled = [...this.#filling.references].map(reference => reference.slice(2, -1));
    for (const name of new Set([...names, ...filled])) {
      if (!word.text.includes(`\${${name}}`)) continue;
      const variable = ['variables', { name }];
      const place = { text: name, at };
      writer.state([...variable, 'name'], name, place, { derived: true });
      writer.state([...variable, 'sensitive'], true, place, { derived: true });
      writer.state([...variable, 'required'], true, place, { derived: true });
    }
  }

  /** The value is filled in, in part or whole, from what is secret or stands for it. */
  #takesSecret(token: Token): boolean {
    return this.#isReference(token) || (token.text !== '' && this.#filling.presets.has(placeKey(token.at)));
  }

  #isReference({ text }: Token): boolean {
    return text.includes('${') && [...this.#filling.references].some(reference => text.includes(reference));
  }

  /** No value of its own: a switch, nothing at all, or the path of a file that holds it. */
  #isHarmless(name: string, { text, at }: Token): boolean {
    if (text === '') return !this.#filling.variables.has(placeKey(at));
    return isHarmless(name, text);
  }
}
