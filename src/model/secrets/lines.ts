/** Secrets in the lines of a file: settings, scripts, documents. */
import { isHarmless, isSecretName } from './name.ts';
import { merged, type SecretSpan, secretsIn, variableName } from './text.ts';
import { secretsInWords } from './words.ts';

/** `password: x`, `- DB_PASSWORD = x`, `export TOKEN=x`, `ENV TOKEN x`: a name, and all that stands behind it. */
const setting =
  /^([\s-]{0,200}(?:(?:export|set|ENV|ARG)\s{1,4})?["']?)([A-Za-z_][\w.-]{0,100})(["']?\s{0,20}[:=]\s{0,20})(\S.{0,4000})$/;
const spaced =
  /^(\s{0,200}(?:(?:ENV|ARG)\s{1,4}(?=\w)|(?=(?:requirepass|masterauth|password)\s)))([\w.-]{1,100})(\s{1,20})(\S{1,2000})\s{0,20}$/;
/** `"password": "x"` anywhere in a line, and `{ password: x }`. */
const member =
  /(?<=[{,]\s{0,20})["']?([A-Za-z_][\w.-]{0,100})["']?\s{0,20}:\s{0,20}("[^"\n]{0,2000}"|'[^'\n]{0,2000}'|[^\s,{}[\]"']{1,2000})/g;
const element = /<([A-Za-z][\w.-]{0,100})>([^<]{1,2000})</g;

/** The secrets in one line. `above`: the line before it, which may name what this one gives the value of. */
export function secretsInLine(line: string, above = ''): readonly SecretSpan[] {
  const text = line.slice(0, 8000);
  return merged([...secretsIn(text), ...secretsInWords([text]), ...settings(text, above), ...members(text)]);
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
  return ofValue(named, rest, start);
}

/** `- name: DB_PASSWORD` stands above its `value:` in Kubernetes. */
const nameAbove = (above: string) =>
  /^[\s-]{0,200}["']?name["']?\s{0,20}[:=]\s{0,20}["']?([\w.-]{1,100})/.exec(above)?.[1] ?? '';

/** A quoted value without its quotes; what opens a block, a list or an anchor is no value. */
function ofValue(name: string, rest: string, start: number): SecretSpan[] {
  // `key:` by itself says where to look, as in a secretKeyRef.
  if (!isSecretName(name) || /^keys?$/i.test(name)) return [];
  const quoted = /^(["'])(.{0,4000}?)\1/.exec(rest);
  const bare = rest.replace(/\s{1,100}#.{0,4000}$/, '').replace(/[\s,;]{1,100}$/, '');
  const value = quoted?.[2] ?? bare;
  if (isHarmless(name, value) || /^(?:[|>][+-]?\d?$|[{[&!]|\$)/.test(value)) return [];
  const from = start + (quoted ? 1 : 0);
  return [{ start: from, end: from + value.length, name: variableName(name) }];
}

function members(line: string): SecretSpan[] {
  const found = [...line.matchAll(member), ...line.matchAll(element)];
  return found.flatMap(({ 0: all, 1: name = '', 2: written = '', index }) => {
    const start = index + all.lastIndexOf(written);
    return ofValue(name, written, start);
  });
}
