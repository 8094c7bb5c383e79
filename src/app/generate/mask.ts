const mask = '***';

/** Names whose values are nobody's business, in the words of people. */
const secretName =
  /pass(?:word|wd|phrase)|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|authorization|\bpwd\b/i;

/** What keys and tokens of well-known issuers look like, and passwords in addresses. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[abprs]-[\w-]{10}[\w-]*|[sr]k_live_\w{16}\w*|eyJ[\w-]{10}[\w.-]*)/g,
    mask,
  ],
  [/:\/\/[^\s/@]{1,200}@/g, `://${mask}@`],
];

/**
 * A text as it may be shown in a terminal, a log or a pull request. Lines in `known`, which were generated and so have
 * no secret in them, stay; of those that a person wrote, the values of what is called a secret are covered.
 */
export function masked(text: string, known: ReadonlySet<string>): string {
  const lines = text.split('\n');
  return lines.map((line, i) => (known.has(line) ? line : maskLine(line, lines[i - 1] ?? ''))).join('\n');
}

function maskLine(line: string, above: string): string {
  // `name: DB_PASSWORD` stands above its `value:` in Kubernetes and Compose.
  const isNamedAbove = /^[\s-]*(?:"value"|value)\s*:/.test(line) && secretName.test(above);
  const shown = isNamedAbove || secretName.test(line) ? coverValue(line) : line;
  return secretShapes.reduce((found, [shape, by]) => found.replaceAll(shape, by), shown);
}

/** All behind the first `:` or `=` and, in a Dockerfile, behind the name of ENV and ARG; a reference is no value. */
function coverValue(line: string): string {
  const [, head = '', value = ''] = /^(\s*(?:ENV|ARG)\s+\w+[\s=]\s*|[^:=]*[:=]\s*)(.*)$/.exec(line) ?? [];
  const isReference = value === '' || /^["']?\$[\w{(]/.test(value) || /^["']?[|>][+-]?$/.test(value);
  const isName = /^[\s-]*(?:"name"|name|key)\s*:/.test(line);
  return isReference || isName ? line : `${head}${mask}`;
}
