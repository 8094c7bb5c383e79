/** Which values of a Compose file are secret, so that none reaches a generated file. */
import type { Token } from '../../../../model/token.ts';
import { type Filling, placeKey } from '../load/filling.ts';
import type { ComposeProject, Pair } from '../project/types.ts';

const secretPart = /passw(?:or)?d|passphrase|secret|token|credential|api_?key|private_?key|access_?key/i;
const secretWord = /(?:^|[_.-])(?:pass|pw|pwd|key|keys|auth|dsn|salt|pepper|jwt|cookie)(?:[_.-]|\d*$)|pass$/i;
/** Names of what is no secret itself: where one is kept, how long it lives, the half of a pair that all may know. */
const publicWord = /(?:^|[_.-])(?:file|path|dir|public|expiry|expires|ttl|length|url_path|name)(?:[_.-]|$)/i;

/** A name of a variable that speaks of a secret. */
export function isSecretName(name: string): boolean {
  return !publicWord.test(name) && (secretPart.test(name) || secretWord.test(name));
}

/** `scheme://user:password@host`, a private key, or a token of a well-known service. */
export const secretText =
  /:\/\/[^\s/:@]{0,200}:[^\s/@]{1,200}@|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:ghp|gho|ghs|glpat|xox[abp]|sk_live)[_-]\w{8,}/;

/** What no text of a command may hold in plain: `--password=x`, `PASSWORD=x`. */
const secretOption =
  /(?:passw(?:or)?d|secret|token|requirepass|api-?key)[\w-]{0,40}(?:=|\s+)["']?[^\s"'$=-]/i;

const plainWords = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'none', 'null']);

/** Below this, a value is found in too many words that have nothing to do with it. */
const shortest = 5;
/** More secrets than a project has: beyond, they are no longer looked for in other texts. */
const maxValues = 200;

export class Secrets {
  readonly #filling: Filling;
  readonly #values: readonly string[];
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
    const values = pairs.flatMap(pair => (this.isSecret(pair) && pair.value ? [pair.value.text] : []));
    const telling = values.filter(value => value.length >= shortest && !known.has(value));
    this.#values = [...new Set(telling)].slice(0, maxValues);
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
    if (value && (secretText.test(value.text) || this.#isFromSecret(value))) return true;
    return isSecretName(name.text) && !(value && this.#isHarmless(value));
  }

  /** Whether the document itself holds the secret value, instead of a variable that does. */
  isLiteral({ value }: Pair): boolean {
    return value !== undefined && value.text !== '' && !this.#isFromSecret(value);
  }

  /** Whether a text that is no variable gives a secret away. */
  leaks(token: Token): boolean {
    const { text } = token;
    if (secretText.test(text) || secretOption.test(text) || this.#isFromSecret(token)) return true;
    return this.#values.some(value => text.includes(value));
  }

  /** The word of a command that gives a secret away, by itself or with the next. */
  leaksIn(words: readonly Token[]): Token | undefined {
    const option = words.findIndex(({ text }, i) => secretOption.test(`${text} ${words[i + 1]?.text ?? ''}`));
    return words.find(word => this.leaks(word)) ?? words[option];
  }

  #isFromSecret({ at }: Token): boolean {
    const variables = this.#filling.variables.get(placeKey(at)) ?? [];
    return [...variables].some(([name, hasValue]) => hasValue && isSecretName(name));
  }

  /** No value of its own: a switch, nothing at all, or the path of a file that holds it. */
  #isHarmless({ text, at }: Token): boolean {
    if (text === '') return !this.#filling.variables.has(placeKey(at));
    return plainWords.has(text.toLowerCase()) || /^\/(?:run|var|etc)\/[\w./-]+$/.test(text);
  }
}
