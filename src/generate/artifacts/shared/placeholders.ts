/** Text with placeholders `${resources.NAME.OUTPUT}`, whose values are known at run time only; `$${` is a `${`. */

export interface Placeholder {
  /** The name of a resource: a label, so the first dot ends it. */
  readonly resource: string;
  /** Empty: the resource itself. */
  readonly output: string;
}

type Part = string | Placeholder;

const special = /\$\$\{|\$\{resources\.([^}]{1,200})\}/g;

/** The text in its parts. What looks like another kind of placeholder is plain text. */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(special)) {
    const [whole, path] = match;
    parts.push(text.slice(at, match.index), path === undefined ? '${' : placeholder(path));
    at = match.index + whole.length;
  }
  return [...parts, text.slice(at)];
}

function placeholder(path: string): Placeholder {
  const [resource = '', ...output] = path.split('.');
  return { resource, output: output.join('.') };
}

export function placeholdersOf(text: string): readonly Placeholder[] {
  return partsOf(text).filter(part => typeof part !== 'string');
}

/** A text without placeholders as it is meant: its escapes undone. */
export function literalText(text: string): string {
  return partsOf(text)
    .filter(part => typeof part === 'string')
    .join('');
}

/** What a placeholder is called among the keys of a secret. */
export function keyOf({ resource, output }: Placeholder): string {
  return [resource, output]
    .filter(word => word !== '')
    .join('.')
    .replaceAll(/[^A-Za-z0-9._-]/g, '-');
}

/** The text as a Go template over the keys of a secret; braces of the text itself open no action. */
export function goTemplate(text: string): string {
  return partsOf(text)
    .map(part => (typeof part === 'string' ? quotedBraces(part) : `{{ index . "${keyOf(part)}" }}`))
    .join('');
}

const quotedBraces = (text: string) => text.replaceAll(/\{{2,}|\{$/g, braces => `{{ "${braces}" }}`);
