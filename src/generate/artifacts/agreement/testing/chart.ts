import { parse } from 'yaml';

/**
 * The template of a chart as YAML with the same lines: conditions hold, values come from values.yaml, whole blocks of
 * values are left out, as values.yaml is read by itself. What Helm itself makes of it is tried by `npm run test:rendering`.
 */
export function filledTemplate(template: string, values: string): string {
  const tree: unknown = parse(values);
  return template
    .split('\n')
    .map(line =>
      /^\s*\{\{-? (?:if|with|end|else|toYaml)\b[^}]*\}\}$/.test(line) ? '' : filledLine(line, tree),
    )
    .join('\n');
}

const filledLine = (line: string, tree: unknown): string =>
  line.replaceAll(/\{\{-?(.*?)-?\}\}/g, (_, expression: string) => valueOf(expression, tree));

function valueOf(expression: string, tree: unknown): string {
  if (expression.includes('include ')) {
    const [repository, tag] = ['repository', 'tag'].map(key => String(lookUp(tree, ['image', key])));
    return `${repository}:${tag}`;
  }
  const keys =
    /\.Values\.([A-Za-z0-9_.]+)/.exec(expression)?.[1]?.split('.') ??
    [...(/index \.Values ((?:"[^"]*" ?)+)/.exec(expression)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(
      match => match[1] ?? '',
    );
  const value = keys.length > 0 ? lookUp(tree, keys) : undefined;
  return JSON.stringify(value ?? 'template');
}

function lookUp(tree: unknown, keys: readonly string[]): unknown {
  let current = tree;
  for (const key of keys) current = (current as Readonly<Record<string, unknown>> | undefined)?.[key];
  return current;
}
