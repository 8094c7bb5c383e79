/** Names of things, which show wherever a field is named. */
import { secretName } from './name.ts';
import { merged, type SecretSpan, secretsIn, variableName } from './text.ts';

const assignment = /([A-Za-z_][\w.-]{0,100})=(\S{1,500})/g;

/** In a name `token=x.yml` is no path: nobody calls a thing so. */
export function secretsInName(text: string): readonly SecretSpan[] {
  if (!/=|:\/\//.test(text)) return [];
  const assigned = [...text.matchAll(assignment)]
    .filter(([, name = '', value = '']) => secretName(name) === 'strong' && !/^(?:\$|\*+$)/.test(value))
    .map(({ 0: all, 1: name = '', index }) => ({
      start: index + name.length,
      end: index + all.length,
      name: variableName(name),
    }));
  return merged([...secretsIn(text), ...assigned]);
}

/** The name without what is secret in it: "conf_token=x.yml" is "conf_token". */
export const openName = (text: string): string =>
  secretsInName(text)
    .toReversed()
    .reduce((shown, { start, end }) => `${shown.slice(0, start)}${shown.slice(end)}`, text);
