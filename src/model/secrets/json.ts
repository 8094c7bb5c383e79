/** Secrets in the bodies of requests and answers. */
import { variableName } from './text.ts';
import { isSecretValue } from './value.ts';

/** Fields of an endpoint that hold JSON. */
export const jsonFields: ReadonlySet<string> = new Set([
  'request',
  'response',
  'requestSchema',
  'responseSchema',
]);

interface FoundSecret {
  readonly name: string;
  readonly value: string;
}

/** Words of JSON Schema whose value is one that the property above them may have. */
const valueWords = new Set(['example', 'examples', 'default', 'const', 'enum']);

/** The same JSON, with a placeholder `${NAME}` for each text that is a secret by its key or by its form. */
export function openJson(text: string): { readonly text: string; readonly secrets: readonly FoundSecret[] } {
  const secrets: FoundSecret[] = [];
  const open = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => open(item, name));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, open(item, valueWords.has(key) ? name : key)]),
      );
    if (typeof value !== 'string' || isPlaceholder(value) || !isSecretValue(name, value)) return value;
    secrets.push({ name: variableName(name), value });
    return `\${${variableName(name)}}`;
  };
  const opened = open(JSON.parse(text), '');
  return { text: secrets.length === 0 ? text : JSON.stringify(opened), secrets };
}

const isPlaceholder = (value: string) => /^\$\{[A-Z_][A-Z0-9_]*\}$/.test(value);
