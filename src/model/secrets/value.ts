/** Whether a value is a secret. */
import { isHarmless, isLogin, isSecretName } from './name.ts';
import { secretsIn } from './text.ts';
import { secretsInText } from './words.ts';

/** Whether the value of what is called `name` is a secret in plain text. */
export function isSecretValue(name: string, value: string): boolean {
  if (isSecretName(name) && !isHarmless(name, value)) return true;
  return isLogin(name, value) || secretsInText(value).length > 0;
}

/** Whether a text must not be copied into another file or printed, known by its form alone: a token, or random signs. */
export function looksSecret(value: string): boolean {
  return secretsIn(value).length > 0 || value.startsWith('base64:') || isRandom(value);
}

/** Letters and digits mixed without a word in them, as generators of keys write. */
function isRandom(value: string): boolean {
  if (!/^[\w+/=-]{20,}$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(value)).length;
  const longestWord = Math.max(0, ...(value.match(/[a-z]+|[A-Z]+/g) ?? []).map(word => word.length));
  return kinds === 3 || (kinds === 2 && /\d/.test(value) && longestWord < 6);
}
