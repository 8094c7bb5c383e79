import { combineTexts, plain, type Text } from '../../../model/traced.ts';
import type { ContainerView } from '../../../model/views.ts';
import { shellWord } from './shell.ts';

type Variables = Pick<ContainerView, 'variables'>;

/** Whether a text refers to the variable of that name. */
export const refersTo = (text: string, name: string): boolean => text.includes(`\${${name}}`);

/** Whether a text has the name of a variable in the place of its value. */
export const refersToVariable = (text: Text): boolean => /\$\{[A-Z]\w{0,127}\}/.test(plain(text));

/**
 * A command where nothing fills references to secret variables in: a shell does it, and gives its place to the
 * program. What is a script of a shell already, and what refers to nothing, stays. `more`: the words that follow it.
 */
export function filledByShell(words: readonly Text[], container: Variables, more = ''): readonly Text[] {
  if (isScript(words) || !words.some(word => refersToSecret(word, container))) return words;
  const script = () => `exec ${words.map(word => shown(word, container)).join(' ')}${more}`;
  return ['sh', '-c', combineTexts(words, script), ...(more === '' ? [] : ['sh'])];
}

const refersToSecret = (word: Text, { variables }: Variables): boolean =>
  variables.some(({ name, sensitive }) => sensitive.value && refersTo(plain(word), name.value));

const isScript = ([program = '', option = '']: readonly Text[]) =>
  /(?:^|\/)(?:[abdkz]|ba|da)?sh$/.test(plain(program)) && /^-[a-z]*c$/.test(plain(option));

function shown(word: Text, container: Variables): string {
  if (!refersToSecret(word, container)) return plain(shellWord(word));
  const inside = plain(word).replaceAll(/\$\{[A-Za-z_]\w{0,127}\}|[\\"`$]/g, found =>
    found.length > 1 && refersToSecret(found, container) ? found : found.replaceAll(/[\\"`$]/g, '\\$&'),
  );
  return `"${inside}"`;
}
