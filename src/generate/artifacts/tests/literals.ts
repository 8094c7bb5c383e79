/** Texts as literals of programming languages: a language reads each as exactly that text, whatever stands in it. */
import { change, type Text } from '../../../model/traced.ts';
import { oneLine } from '../shared/text.ts';

interface Literal {
  /** Characters with a meaning between double quotes, each written with a backslash. */
  readonly special: RegExp;
  /** A character by its code point. */
  readonly escape: (code: number) => string;
  /** Another way to write a text with double quotes in it, which is easier to read; undefined where it has no room for it. */
  readonly plain?: (text: string) => string | undefined;
}

const hex = (code: number, digits: number) => code.toString(16).toUpperCase().padStart(digits, '0');
/** `\u` takes one unit of UTF-16. */
const units = (code: number) =>
  [...String.fromCodePoint(code).matchAll(/[\s\S]/g)]
    .map(({ 0: unit }) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('');
const wide = (code: number) => (code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`);
const braces = (code: number) => `\\u{${hex(code, 1)}}`;

/** Java reads `\u000A` as a line break before it looks for strings: there such characters are octal. */
const octal = (code: number) => (code < 0x80 ? `\\${code.toString(8).padStart(3, '0')}` : units(code));

const singleQuotes = (text: string) => (/['\\]/.test(text) ? undefined : `'${text}'`);
const backquotes = (text: string) => (text.includes('`') ? undefined : `\`${text}\``);
const hashes = (text: string) => (text.includes('"#') ? undefined : `r#"${text}"#`);

const languages = {
  javascript: { special: /["\\]/g, escape: units, plain: singleQuotes },
  python: { special: /["\\]/g, escape: wide, plain: singleQuotes },
  go: { special: /["\\]/g, escape: wide, plain: backquotes },
  java: { special: /["\\]/g, escape: octal },
  ruby: { special: /["\\#]/g, escape: braces, plain: singleQuotes },
  php: { special: /["\\$]/g, escape: braces, plain: singleQuotes },
  csharp: { special: /["\\]/g, escape: wide },
  rust: { special: /["\\]/g, escape: braces, plain: hashes },
} as const satisfies Readonly<Record<string, Literal>>;

export type LiteralLanguage = keyof typeof languages;

/** Half of a pair of UTF-16, which no file in UTF-8 can hold. */
export const wellFormed = (value: string): string => value.replaceAll(/\p{Surrogate}/gu, '\uFFFD');

/** What is no sign on a screen: controls, and what reorders or parts lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text between quotes: double ones, unless such stand in it. */
export function literal(language: LiteralLanguage, value: Text): Text {
  const known: Literal = languages[language];
  return change(value, given => {
    const clean = wellFormed(given);
    const easy = clean.includes('"') && clean.search(unseen) < 0 ? known.plain?.(clean) : undefined;
    return easy ?? quoted(known, clean);
  });
}

function quoted({ special, escape }: Literal, text: string): string {
  const escaped = text.replaceAll(special, sign => `\\${sign}`);
  return `"${escaped.replaceAll(unseen, sign => escape(sign.codePointAt(0) ?? 0))}"`;
}

/** A comment to the end of its line. */
export const lineComment = (mark: '#' | '//', value: Text): Text =>
  change(value, given => `${mark} ${wellFormed(oneLine(given))}`);
