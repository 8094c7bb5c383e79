/**
 * The text form of Score's placeholders: `${path}` is one, `$$` is a `$`, so that `$${path}` is the text `${path}`; any
 * other `$` is itself. As in framework/substitution.go of score-spec/score-go.
 */
export type Part =
  | { readonly is: 'text'; readonly written: string }
  | { readonly is: 'open'; readonly at: number }
  | { readonly is: 'placeholder'; readonly written: string; readonly path: string; readonly at: number };

/** The parts of a template in their order; `at` is the offset of the `$`. Takes linear time. */
export function templateParts(template: string): readonly Part[] {
  const parts: Part[] = [];
  // Once no brace closes any more, none does further down.
  let [start, isOpen] = [0, false];
  for (let at = template.indexOf('$'); at >= 0; ) {
    const next = template[at + 1];
    if (next === '{') {
      const end = isOpen ? -1 : template.indexOf('}', at);
      if (at > start) parts.push({ is: 'text', written: template.slice(start, at) });
      isOpen ||= end < 0;
      start = end < 0 ? at + 2 : end + 1;
      if (end < 0) parts.push({ is: 'open', at });
      else
        parts.push({
          is: 'placeholder',
          written: template.slice(at, start),
          path: template.slice(at + 2, end),
          at,
        });
      at = template.indexOf('$', start);
    } else at = template.indexOf('$', at + (next === '$' ? 2 : 1));
  }
  if (start < template.length) parts.push({ is: 'text', written: template.slice(start) });
  return parts;
}

/** What the text of a template means: `$$` is `$`. */
export const unescaped = (written: string) => written.replaceAll('$$', '$');

/** The template that means this very text. */
export const escaped = (text: string) => text.replaceAll('$', '$$$$');

/** The keys of a path, as they are written: a dot after a backslash belongs to its key. */
export const pathKeys = (path: string): readonly string[] => path.split(/(?<!\\)\./);

/** The key that is meant: `key\.com` is `key.com`. */
export const keyName = (written: string) => written.replaceAll('\\.', '.');
