/** Where in any text a secret stands. All patterns take linear time. */
import { isHarmless, isLogin, secretName } from './name.ts';

/** A part of a text (UTF-16 offsets) that is a secret, and what it could be called. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** In the form of an environment variable, such as API_KEY. */
  readonly name: string;
}

/** Keys and tokens of well-known issuers, by the form that they document. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, 'AWS_ACCESS_KEY_ID'],
  [/\bgh[pousr]_\w{8,255}|\bgithub_pat_\w{8,255}/g, 'GITHUB_TOKEN'],
  [/\bglpat-[\w-]{8,255}/g, 'GITLAB_TOKEN'],
  [/\bxox[abeoprs]-[\w-]{8,255}/g, 'SLACK_TOKEN'],
  [/\b(?:[prs]k_(?:live|test)|whsec)_\w{8,255}/g, 'STRIPE_KEY'],
  [/\bsk-[\w-]{16,255}/g, 'API_KEY'],
  [/\bAIza[\w-]{35}/g, 'GOOGLE_API_KEY'],
  [/\bya29\.[\w-]{10,2000}/g, 'GOOGLE_TOKEN'],
  [/\bSG\.[\w-]{16,64}\.[\w-]{16,64}/g, 'SENDGRID_API_KEY'],
  [/\bnpm_\w{30,255}/g, 'NPM_TOKEN'],
  [/\bhv[sb]\.[\w-]{16,255}/g, 'VAULT_TOKEN'],
  [/\b(?:dop_v1|shpat|dckr_pat|pypi)[_-][\w-]{16,255}/g, 'TOKEN'],
  [/\beyJ[\w-]{10,4000}\.eyJ[\w-]{4,8000}(?:\.[\w-]{0,2000})?/g, 'TOKEN'],
  [
    /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){0,16000}(?:-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
    'PRIVATE_KEY',
  ],
  [/\bAGE-SECRET-KEY-[A-Z\d]{20,80}/g, 'AGE_SECRET_KEY'],
  [/https:\/\/hooks\.slack\.com\/services\/[\w/]{8,100}/g, 'WEBHOOK_URL'],
];

/** How each of them begins: nearly all texts have none of this, and are not asked for each. */
const tokenStart =
  /A(?:KIA|SIA|Iza|GE-)|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[prs]k_|whsec_|sk-|ya29|SG\.|npm_|hv[sb]\.|dop_v1|shpat|dckr_pat|pypi|eyJ|-----BEGIN|hooks\.slack/;

/** `scheme://user:password@`; a number behind the colon is a port. */
const address = /:\/\/([^\s/:@[\]"'`]{0,200}):(?!\d{1,5}[/?#])([^\s"'`]{1,300})@/g;
/** `name=value`, as in connection strings, queries, options and assignments of a shell; a value may hold others. */
const assignment = /([A-Za-z_][\w.-]{0,100})=(?=\S)/g;
const assigned = /"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|(?:[^\s;&"'<>`\\]|\\(?!["'])){1,2000}/y;
/** `Bearer …`, `Basic …`: a word with a digit or a sign in it, so that "Basic authentication" is none. */
const scheme = /\b(?:Bearer|Basic)\s{1,4}(?=[A-Za-z/+_.~-]{0,200}[\d=])([\w+/.~-]{8,2000}={0,2})/g;

const isReference = (text: string) => /^(?:\$|\{\{|<|%\w+%|\*+$)/.test(text);

/** A part of each name that speaks of a secret or a login; to take others apart takes longer. */
const tellingPart =
  /pass|pwd?|secret|token|cred|key|auth|bearer|connection|login|pat(?![a-z])|userinfo|dsn|salt|pepper|jwt|cookie/i;
/** Behind these some programs take a password. */
const passwordOption = /(?:^|[^\w-])-(?:u|-user|p|a)/;

/** Whether a text may hold a secret at all. Nearly all lines of a file may not, and are not looked through. */
export const hintsAtSecret = (text: string): boolean =>
  tellingPart.test(text) ||
  tokenStart.test(text) ||
  passwordOption.test(text) ||
  (text.includes('://') && text.includes('@')) ||
  text.includes('Basic');

/** The secrets that a text gives away by its form, in their order; none overlaps another. */
export function secretsIn(text: string): readonly SecretSpan[] {
  if (!hintsAtSecret(text)) return [];
  return merged([...byToken(text), ...inAddresses(text), ...inAssignments(text), ...inSchemes(text)]);
}

function byToken(text: string): SecretSpan[] {
  if (!tokenStart.test(text)) return [];
  return tokens.flatMap(([pattern, name]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      name,
    })),
  );
}

function inAddresses(text: string): SecretSpan[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(address)].flatMap(({ 0: found, 1: user = '', 2: password = '', index }) => {
    if (isReference(password)) return [];
    const start = index + '://'.length + user.length + 1;
    return [{ start, end: index + found.length - 1, name: 'PASSWORD' }];
  });
}

function inAssignments(text: string): SecretSpan[] {
  const found: SecretSpan[] = [];
  if (!text.includes('=')) return found;
  let end = 0;
  for (const { 0: all, 1: name = '', index } of text.matchAll(assignment)) {
    if (index < end) continue;
    const start = index + all.length;
    assigned.lastIndex = start;
    const [written = ''] = isTelling(name) ? (assigned.exec(text) ?? []) : [];
    const quotes = /^["']/.test(written) ? 1 : 0;
    const value = written.slice(quotes, written.length - quotes);
    if (value === '' || isReference(value)) continue;
    if (secretName(name) !== 'strong' && !isLogin(name, value)) continue;
    if (isHarmless(name, value.split(',')[0] ?? '')) continue;
    end = start + written.length;
    found.push({ start: start + quotes, end: end - quotes, name: variableName(name) });
  }
  return found;
}

const isTelling = (name: string) =>
  tellingPart.test(name) && (secretName(name) === 'strong' || isLogin(name));

function inSchemes(text: string): SecretSpan[] {
  if (!/Bearer|Basic/.test(text)) return [];
  return [...text.matchAll(scheme)].map(({ 0: found, 1: value = '', index }) => {
    const end = index + found.length;
    return { start: end - value.length, end, name: 'AUTHORIZATION' };
  });
}

/** In the order of the text, those that overlap as one. */
export function merged(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = found.at(-1);
    if (last && span.start < last.end)
      found[found.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else found.push(span);
  }
  return found;
}

/** "--api-key" is API_KEY, "spring.datasource.password" is SPRING_DATASOURCE_PASSWORD. */
export function variableName(text: string): string {
  const name = text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z\d]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? name.slice(0, 100) : 'SECRET';
}
