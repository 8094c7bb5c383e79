/** Secrets in the words of a command. */
import { isHarmless, isSecretName } from './name.ts';
import { hintsAtSecret, merged, type SecretSpan, secretsIn, variableName } from './text.ts';

export interface SecretWord extends SecretSpan {
  /** Which word of the command it stands in. */
  readonly word: number;
}

/** A part of a word: a word may itself be a script, as behind `sh -c`. */
interface Part {
  readonly text: string;
  readonly word: number;
  readonly start: number;
}

/** Programs whose `-u` or `--user` takes USER:PASSWORD. */
const asksByHttp = /(?:^|\/)(?:curl|wget|http|https|xh)$/;
/** Short options that take a password, by the programs that have them. */
const shortOptions: readonly (readonly [program: RegExp, option: string, isGlued: boolean])[] = [
  [/(?:^|\/)(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mariadb-dump)$/, '-p', true],
  [/(?:^|\/)redis-cli$/, '-a', false],
  [/(?:^|\/)sshpass$/, '-p', false],
  [/(?:^|\/)(?:mongo|mongosh|mongodump)$/, '-p', false],
];

/**
 * The secrets in a command, in their order: of options that are called so (`--password x`, `--token=x`), of programs
 * that take a password (`curl -u me:x`), and what is one by its form.
 */
export function secretsInWords(words: readonly string[]): readonly SecretWord[] {
  const parts = words.flatMap((text, word) => partsOf(text, word));
  return found(words, parts);
}

/** The secrets in a text that may quote a command: prose, or a line of a file. */
export function secretsInText(text: string): readonly SecretWord[] {
  if (!hintsAtSecret(text)) return [];
  // Every option begins with a dash.
  return /(?:^|[^\w-])-{1,2}[A-Za-z]/.test(text)
    ? found([text], partsOf(text, 0).flatMap(bare))
    : found([text], []);
}

function found(words: readonly string[], parts: readonly Part[]): readonly SecretWord[] {
  const named = parts.flatMap((part, i) =>
    part.text.startsWith('-') ? [...behindOption(parts, i), ...ofProgram(parts, part, i)] : [],
  );
  return words.flatMap((text, word) => {
    const own = named.filter(one => one.word === word);
    return merged([...secretsIn(text), ...own]).map(span => ({ ...span, word }));
  });
}

function partsOf(text: string, word: number): Part[] {
  return [...text.matchAll(/[^\s"'`;|&()]+/g)].map(({ 0: part, index }) => ({
    text: part,
    word,
    start: index,
  }));
}

/** A part without the brackets, commas and escaped quotes of a list around it. */
function bare({ text, word, start }: Part): Part[] {
  const [head = ''] = /^[[{,\\]{0,20}/.exec(text) ?? [];
  const inner = text.slice(head.length).replace(/[\]},\\]{1,20}$/, '');
  return inner === '' ? [] : [{ text: inner, word, start: start + head.length }];
}

const whole = ({ word, start, text }: Part, name: string): SecretWord => ({
  word,
  start,
  end: start + text.length,
  name: variableName(name),
});

/** `--key x`, and `--key=x`, whose name may say less than one that stands by itself. */
function behindOption(parts: readonly Part[], i: number): SecretWord[] {
  const part = parts[i];
  const [, name, value] = /^--?([A-Za-z][\w.-]{1,100})(?:=(.{1,2000}))?$/s.exec(part?.text ?? '') ?? [];
  const next = parts[i + 1];
  if (!part || name === undefined || !isSecretName(name)) return [];
  if (value !== undefined)
    return isHarmless(name, value) || value.startsWith('$')
      ? []
      : [{ ...whole(part, name), start: part.start + part.text.length - value.length }];
  if (
    !next ||
    isProse(part, next) ||
    next.text.startsWith('-') ||
    next.text.startsWith('$') ||
    isHarmless(name, next.text)
  )
    return [];
  return [whole(next, name)];
}

/** "`--password` is read from", "pass --token to it": what follows is no value. */
const isProse = (option: Part, next: Part) =>
  option.word === next.word &&
  /^(?:a|an|the|to|is|are|as|and|or|of|on|in|for|from|with|by|at|via|when|if|into|not|can|may|must|will|flag|option|argument|parameter|instead)[.:]?$/i.test(
    next.text,
  );

function ofProgram(parts: readonly Part[], { text }: Part, i: number): SecretWord[] {
  const before = parts.slice(Math.max(0, i - 30), i).map(part => part.text);
  const next = parts[i + 1];
  const [, glued] = /^(?:-u|--user)=?(.{0,500})$/.exec(text) ?? [];
  const login = glued === '' ? next : parts[i];
  if (glued !== undefined && login && before.some(word => asksByHttp.test(word))) return userPassword(login);
  return shortOptions.flatMap(([program, option, isGlued]) => {
    if (!text.startsWith(option) || !before.some(word => program.test(word))) return [];
    const part = parts[i];
    const value = text.slice(option.length);
    if (isGlued && part && value !== '' && !value.startsWith('$'))
      return [{ ...whole(part, 'PASSWORD'), start: part.start + option.length }];
    if (isGlued || text !== option || !next || /^[-$]/.test(next.text)) return [];
    return [whole(next, 'PASSWORD')];
  });
}

function userPassword(part: Part): SecretWord[] {
  const colon = part.text.indexOf(':');
  const password = part.text.slice(colon + 1);
  if (colon < 0 || password === '' || password.startsWith('$')) return [];
  return [{ ...whole(part, 'PASSWORD'), start: part.start + colon + 1 }];
}

/** The text with a reference in the place of each secret: `--key ${API_KEY}`. */
export function withReferences(text: string, spans: readonly SecretSpan[]): string {
  return spans
    .toReversed()
    .reduce((found, { start, end, name }) => `${found.slice(0, start)}\${${name}}${found.slice(end)}`, text);
}
