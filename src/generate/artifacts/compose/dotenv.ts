import { change, type Text, text } from '../../../model/traced.ts';
import { oneLine } from '../shared/text.ts';
import type { Ask } from './filled.ts';

/** The command that makes a .env out of the example; not over one that is there. */
export const fillCommand = `[ -e .env ] || sed "/=$/s/$/$(openssl rand -hex 16)/" .env.example > .env`;

/** Values that a developer gives: what must be there ends with its sign, the rest is a comment. */
export function dotenvExample(asks: readonly Ask[]): Text[] {
  const needed = asks.filter(({ fallback }) => fallback === undefined);
  const free = asks.filter(({ fallback }) => fallback !== undefined);
  return [
    '# What compose.yaml asks for. A copy called .env holds your values: keep that one out of Git.',
    ...(needed.length > 0 ? ['# A random value for each, where any will do:', `#   ${fillCommand}`] : []),
    ...needed.flatMap(({ key, about }) => ['', comment(about), text`${key}=`]),
    ...(free.length > 0 ? ['', '# What may be left out:'] : []),
    ...free.flatMap(({ key, about, fallback = '' }) => ['', comment(about), text`# ${key}=${fallback}`]),
  ];
}

const comment = (about: Text): Text => text`# ${change(about, oneLine)}`;
