/** Secrets in the lines of a file: settings, scripts, documents. */
import { isHarmless, isLogin, isSecretName } from './name.ts';
import { hintsAtSecret, merged, type SecretSpan, secretsIn, variableName } from './text.ts';
import { secretsInText } from './words.ts';

/** `password: x`, `- DB_PASSWORD = x`, `export TOKEN=x`, `ENV TOKEN x`: a name, and all that stands behind it. */
const setting =
  /^([\s-]{0,200}(?:(?:export|set|ENV|ARG)\s{1,4})?(?:["']|\*\*)?)([A-Za-z_][\w.-]{0,100})((?:["']|\*\*)?\s{0,20}[:=](?:\*\*(?=\s))?\s{0,20})(\S.{0,4000})$/;
const spaced =
  /^(\s{0,200}(?:(?:ENV|ARG)\s{1,4}(?=\w)|(?=(?:requirepass|masterauth|password)\s)))([\w.-]{1,100})(\s{1,20})(\S.{0,2000})$/;
/** `ENV A=1 B=2`: several in a line. */
const severalBegin = /^\s{0,200}(?:RUN\s{1,20})?(?:ENV|ARG|LABEL|export)\s{1,20}(?=[\w.-]{1,100}=)/;
const several =
  /(?<=\s)([A-Za-z_][\w.-]{0,100})=("(?:[^"\\]|\\.){0,2000}"|'[^']{0,2000}'|(?:[^\s"'\\]|\\.){1,2000})/g;
/** `"password": "x"` anywhere in a line, and `{ password: x }`, and `| Password: x |` in a table. */
const member =
  /(?<=[{,|"]\s{0,20})["']?([A-Za-z_][\w.-]{0,100})["']?\s{0,20}:\s{0,20}("[^"\n]{0,2000}"|'[^'\n]{0,2000}'|[^\s,{}[\]"'|]{1,2000})/g;
/** `| db.password | x |`: a name in one cell of a table, its value in the next. */
const cells = /(?<=\|\s{0,20})([A-Za-z_][\w.-]{0,100})\s{1,20}\|\s{0,20}([^\s|]{1,2000})(?=\s{0,20}\|)/g;
/** `"--token", "x"`: an option and its value in a list. */
const option = /(["'])--?([A-Za-z][\w.-]{0,100})\1\s{0,20},\s{0,20}(["'])((?:(?!\3)[^\\]|\\.){1,2000})\3/g;
const element = /<([A-Za-z][\w.-]{0,100})>([^<]{1,2000})</g;

/** The secrets in one line. `above`: the line before it, which may name what this one gives the value of. */
export function secretsInLine(line: string, above = ''): readonly SecretSpan[] {
  const text = line.slice(0, 8000);
  if (!hintsAtSecret(text) && !hintsAtSecret(above)) return [];
  return merged([
    ...secretsInText(text),
    ...(severalBegin.test(text) ? values(text, several) : settings(text, above)),
    ...members(text),
    ...options(text),
  ]);
}

/** The secrets in a text of several lines. */
export function secretsInLines(text: string): readonly SecretSpan[] {
  let start = 0;
  let above = '';
  const spans: SecretSpan[] = [...secretsIn(text)];
  for (const line of text.split('\n')) {
    for (const span of secretsInLine(line, above))
      spans.push({ ...span, start: span.start + start, end: span.end + start });
    start += line.length + 1;
    above = line;
  }
  return merged(spans);
}

function settings(line: string, above: string): SecretSpan[] {
  const [, head, name = '', sign = '', rest = ''] = setting.exec(line) ?? spaced.exec(line) ?? [];
  if (head === undefined) return [];
  const named = name === 'value' ? nameAbove(above) : name;
  const start = head.length + name.length + sign.length;
  // `"password: x"`: the quote is around both.
  const quote = /["']$/.exec(head)?.[0] ?? '';
  const isAround = quote !== '' && !sign.startsWith(quote) && rest.includes(quote);
  return ofValue(named, isAround ? rest.slice(0, rest.indexOf(quote)) : rest, start);
}

/** `- name: DB_PASSWORD` stands above its `value:` in Kubernetes. */
const nameAbove = (above: string) =>
  /^[\s-]{0,200}["']?name["']?\s{0,20}[:=]\s{0,20}["']?([\w.-]{1,100})/.exec(above)?.[1] ?? '';

/** A quoted value without its quotes; what opens a block, a list or an anchor is no value. */
function ofValue(name: string, rest: string, start: number): SecretSpan[] {
  // `key:` by itself says where to look, as in a secretKeyRef.
  if (!(isSecretName(name) || isLogin(name)) || /^keys?$/i.test(name)) return [];
  const quoted = /^(["'])(.{0,4000}?)\1/.exec(rest);
  const bare = rest.replace(/\s{1,100}#.{0,4000}$/, '').replace(/[\s,;]{1,100}$/, '');
  const value = quoted?.[2] ?? bare;
  if (!isSecretName(name) && !isLogin(name, value)) return [];
  if (isHarmless(name, value) || /^(?:[|>][+-]?\d?$|[{[&!]|\$)/.test(value)) return [];
  const from = start + (quoted ? 1 : 0);
  return [{ start: from, end: from + value.length, name: variableName(name) }];
}

/** What a pattern finds: a name, and its value at the end of the match. */
function values(line: string, pattern: RegExp): SecretSpan[] {
  return [...line.matchAll(pattern)].flatMap(({ 0: all, 1: name = '', 2: written = '', index }) =>
    ofValue(name, written, index + all.lastIndexOf(written)),
  );
}

/** "Secrets: AWS Secrets Manager" and "| token | string |" tell of a secret, and hold none. */
const isKind = ({ name }: SecretSpan) => /^(?:SECRETS?|TOKENS?|CREDENTIALS?|AUTH)$/.test(name);

function members(line: string): SecretSpan[] {
  const isWord = ({ start, end }: SecretSpan) => /^[A-Za-z-]{1,2000}$/.test(line.slice(start, end));
  const isBare = ({ start }: SecretSpan) => !/["']/.test(line[start - 1] ?? '');
  return [
    ...values(line, member).filter(span => !(isKind(span) && isWord(span) && isBare(span))),
    ...(line.includes('|') ? values(line, cells).filter(span => !isWord(span)) : []),
    ...values(line, element),
  ];
}

function options(line: string): SecretSpan[] {
  return [...line.matchAll(option)].flatMap(({ 0: all, 2: name = '', 4: value = '', index }) => {
    if (!isSecretName(name) || isHarmless(name, value) || /^[-$]/.test(value)) return [];
    const end = index + all.length - 1;
    return [{ start: end - value.length, end, name: variableName(name) }];
  });
}
