import { Arg, Env } from 'dockerfile-ast';
import { type Problem, problem } from '../../errors/index.ts';
import {
  covered,
  isSecretValue,
  type SecretSpan,
  secretsInLine,
  secretsInText,
} from '../../model/secrets.ts';
import type { Project } from '../../model/service.ts';
import { lineOf } from '../dockerfile/index.ts';
import { containersOf, type KubernetesObject, titleOf } from './objects.ts';
import { at, items, type Parsed, pairs, show } from './parsed.ts';

/** Values that look like secrets and are none: their documents say sensitive: false. */
function allowedValues({ services }: Project): readonly string[] {
  const variables = services
    .flatMap(service => [service, ...service.sidecars])
    .flatMap(container => container.variables);
  return variables.flatMap(({ name, sensitive, default: value }) =>
    !sensitive && value !== undefined && isSecretValue(name, value) ? [value] : [],
  );
}

/**
 * The check that nothing in a file looks like a token, and that no instruction of a Dockerfile names a secret and gives
 * its value: the image would hold it.
 */
export function tokenCheck(project: Project): (file: Parsed) => Problem[] {
  const allowed = allowedValues(project);
  const isAllowed = (text: string) => allowed.some(value => value.includes(text));
  const inDockerfile = remembered(line => secretsInLine(line));
  const inText = remembered(secretsInText);
  return file => {
    const find = file.dockerfile ? inDockerfile : inText;
    const problems: Problem[] = [];
    for (const [i, line] of file.lines.entries()) {
      const spans = find(line);
      // Of nearly all lines there is nothing to say.
      if (spans.length === 0) continue;
      const found = spans.filter(({ start, end }) => !isAllowed(line.slice(start, end)));
      const names = [...new Set(found.map(({ name }) => name))];
      if (names.length > 0) problems.push(exposed(file, `${listed(names)} on line ${i + 1}`, i + 1));
    }
    return problems;
  };
}

type FindSecrets = (line: string) => readonly SecretSpan[];

/** The same lines stand in the files of each service: each is looked at once. */
function remembered(find: FindSecrets): FindSecrets {
  const known = new Map<string, readonly SecretSpan[]>();
  return line => {
    const spans = known.get(line) ?? find(line);
    // Those of the last services: a thousand would hold all lines that name one.
    if (known.size >= mostRemembered) known.clear();
    known.set(line, spans);
    return spans;
  };
}

const mostRemembered = 10_000;

/** "A", "each of A and B", "each of A, B and C". */
function listed(names: readonly string[]): string {
  const [last = ''] = names.slice(-1);
  return names.length < 2 ? last : `each of ${names.slice(0, -1).join(', ')} and ${last}`;
}

/** A secret on a line, which is shown without it: logs and pull requests would hold it too. */
function exposed(file: Parsed, what: string, line: number, value?: string): Problem {
  const text = file.lines[line - 1] ?? '';
  const start = value === undefined || value === '' ? -1 : text.lastIndexOf(value);
  const known = start < 0 ? [] : [{ start, end: start + (value?.length ?? 0) }];
  const formed = secretsInLine(text, file.lines[line - 2]);
  const others = formed.filter(span =>
    known.every(({ start, end }) => span.end <= start || end <= span.start),
  );
  const spans = [...known, ...others].toSorted((a, b) => a.start - b.start);
  const detail = [`${line} | ${covered(text, spans).text}`];
  return problem('secret-value', { what }, { artifact: file.place, detail });
}

/** No file holds a value for a sensitive variable. */
export function checkValues(
  sensitive: ReadonlySet<string>,
  files: readonly Parsed[],
  objects: readonly KubernetesObject[],
): Problem[] {
  return [
    ...files.flatMap(file => dockerValues(sensitive, file)),
    ...objects.flatMap(object => objectValues(sensitive, object)),
  ];
}

function dockerValues(sensitive: ReadonlySet<string>, file: Parsed): Problem[] {
  return (file.dockerfile?.getInstructions() ?? []).flatMap(instruction => {
    if (!(instruction instanceof Env || instruction instanceof Arg)) return [];
    return instruction.getProperties().flatMap(property => {
      const name = property.getName();
      const value = property.getUnescapedValue();
      // ARG without a value only says that there may be one.
      if (!sensitive.has(name) || value === null || value === '') return [];
      return [exposed(file, `${instruction.getKeyword()} ${name}`, lineOf(property), value)];
    });
  });
}

function objectValues(sensitive: ReadonlySet<string>, object: KubernetesObject): Problem[] {
  const { file, tree, kind } = object;
  const settings = kind === 'ConfigMap' ? pairs(at(tree.value, 'data')) : [];
  const literals = containersOf(object).flatMap(({ value: container, path }) =>
    items(at(container, 'env')).map((variable, i) => ({
      name: show(at(variable, 'name')),
      value: at(variable, 'value'),
      path: [...path, 'env', i, 'value'],
    })),
  );
  return [...settings.map(([name, value]) => ({ name, value, path: ['data', name] })), ...literals]
    .filter(({ name, value }) => value !== undefined && sensitive.has(name))
    .map(({ name, value, path }) =>
      exposed(file, `${name} in ${titleOf(object)}`, tree.lineOf(path), show(value)),
    );
}
