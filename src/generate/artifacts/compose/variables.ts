import { change, plain, type Text, text } from '../../../model/traced.ts';
import { isServing } from '../../../model/views.ts';
import { variableName } from '../shared/names.ts';
import { uniqueBy } from '../shared/unique.ts';
import { YamlEntries, type YamlNode } from '../shared/yaml.ts';
import type { Context, Part } from './context.ts';
import { ask, filledFrom } from './filled.ts';
import { conventional, filledIn } from './outputs.ts';

type VariableView = Part['container']['variables'][number];

/** The environment of a container: where it listens, where its folders are, and what the documents declare. */
export function environmentOf(part: Part, context: Context): YamlNode | undefined {
  const { container, service, sidecar } = part;
  const port = !sidecar && isServing(service) ? service.port : undefined;
  const own: readonly (readonly [Text, YamlNode])[] = [
    ...(port ? [['PORT', port.map(String)] as const] : []),
    ...container.volumes.map(({ variable, path }) => [variable, path] as const),
  ];
  const declared = container.variables.flatMap(variable => {
    const value = valueOf(part, variable, context);
    return value === undefined ? [] : [[variable.name, value] as const];
  });
  const all = uniqueBy([...own, ...declared], ([name]) => plain(name));
  return all.length === 0
    ? undefined
    : new YamlEntries(all.map(([name, value]) => [variableName(name), value]));
}

/** Undefined for what nobody gives a value and nobody needs. */
function valueOf(part: Part, variable: VariableView, context: Context): Text | undefined {
  const { default: value, reference, required, sensitive } = variable;
  const found = reference ? filledIn(reference, context) : conventional(part, variable, context);
  if (found) return found;
  if (!reference && !sensitive.value && value) return value;
  if (!reference && !required.value && !sensitive.value) return undefined;
  return asked(part, variable, context);
}

/** What Compose is asked for: it may be missing where the service starts without it. */
function asked(part: Part, variable: VariableView, context: Context): Text {
  const { name, required, sensitive, reference, description } = variable;
  const what = description ?? reference;
  const about = what ? text`${part.key}: ${what}` : part.key;
  const decided = [name, required, ...(reference ? [reference] : required.value ? [] : [sensitive])];
  const isNeeded = required.value || reference !== undefined;
  const key = context.keyOf(part, name);
  return ask(
    { key, about, ...(!isNeeded && { fallback: '' }) },
    decided.flatMap(({ fields }) => fields),
  );
}

/** A word of a command, with the values of the secret variables that it refers to. */
export function wordOf(part: Part, context: Context): (word: Text) => Text {
  const secret = new Map<string, VariableView>(
    part.container.variables
      .filter(({ sensitive }) => sensitive.value)
      .map(variable => [`\${${variable.name.value}}`, variable] as const),
  );
  return word => {
    const pieces = plain(word).split(/(\$\{[A-Za-z_]\w{0,127}\})/);
    if (!pieces.some(piece => secret.has(piece))) return word;
    return filledFrom([
      change(word, () => ''),
      ...pieces.map(piece => {
        const variable = secret.get(piece);
        return variable ? asked(part, variable, context) : piece;
      }),
    ]);
  };
}
