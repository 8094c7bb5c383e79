/**
 * The values at a path, as one text: words with dots between, `*` for all there are. Lists are passed through, texts that are
 * JSON are read, and the order of what is found in a list does not matter.
 *
 * @returns undefined where nothing is said, or where it is known only afterwards
 */
export function valueAt(value: unknown, path: string): string | undefined {
  const found = reached(value, path.split('.')).map(shown);
  const known = found.flatMap(text => (text === undefined || text === '' ? [] : [text]));
  return known.length === 0 || known.length < found.length
    ? undefined
    : known.toSorted((a, b) => (a < b ? -1 : 1)).join(', ');
}

function reached(value: unknown, [word, ...rest]: readonly string[]): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap(item => reached(item, word === undefined ? [] : [word, ...rest]));
  if (word === undefined) return typeof value === 'object' ? Object.values(value) : [value];
  if (typeof value === 'string' && /^[[{]/.test(value)) return reached(JSON.parse(value), [word, ...rest]);
  if (typeof value !== 'object') return [];
  const inner = value as Readonly<Record<string, unknown>>;
  return word === '*' ? Object.values(inner).flatMap(one => reached(one, rest)) : reached(inner[word], rest);
}

/** In angle brackets stands what is known only afterwards. */
function shown(value: unknown): string | undefined {
  const text = String(value);
  return /<.*>/.test(text) ? undefined : spelled(text);
}

/** The same in the words of both. */
const spelled = (text: string): string =>
  ({ ENABLED: 'true', DISABLED: 'false', Enabled: 'true', Disabled: 'false' })[text] ??
  text.replace('-terraform-state-', '-cloudformation-');
