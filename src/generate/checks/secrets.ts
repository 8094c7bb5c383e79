import type { Problem } from '../../errors/index.ts';
import { containersOf, type KubernetesObject } from './objects.ts';
import { at, finding, items, type Parsed, pairs, show } from './parsed.ts';

/** What keys and tokens of well-known issuers look like. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36}/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10}/, 'a Slack token'],
  [/\b[sr]k_live_[A-Za-z0-9]{16}/, 'a Stripe key'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a Google key'],
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/, 'a private key'],
  [/\beyJ[A-Za-z0-9_-]{10,200}\.eyJ[A-Za-z0-9_-]{10}/, 'a JSON web token'],
  [/\b[a-z][a-z0-9+]{1,20}:\/\/[^\s/:@'"$]{1,64}:[^\s/@'"$]{1,128}@/, 'an address with a password'],
];

/** Nothing in any file looks like a token. */
export function checkTokens(file: Parsed): Problem[] {
  return file.lines.flatMap((line, i) => {
    const found = tokens.find(([pattern]) => pattern.test(line));
    // The line itself is not repeated: logs and pull requests would hold the secret too.
    return found
      ? [finding(file, 'secret-value', { what: `line ${i + 1} looks like ${found[1]}, and` })]
      : [];
  });
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
    const keyword = instruction.getKeyword();
    const name = instruction.getArgumentsContent()?.split(/[=\s]/)[0] ?? '';
    if ((keyword !== 'ENV' && keyword !== 'ARG') || !sensitive.has(name)) return [];
    return [finding(file, 'secret-value', { what: `${keyword} ${name}` })];
  });
}

function objectValues(sensitive: ReadonlySet<string>, object: KubernetesObject): Problem[] {
  const settings = object.kind === 'ConfigMap' ? pairs(at(object.tree.value, 'data')) : [];
  const literals = containersOf(object)
    .flatMap(({ value }) => items(at(value, 'env')))
    .filter(variable => at(variable, 'value') !== undefined);
  const names = [...settings.map(([name]) => name), ...literals.map(variable => show(at(variable, 'name')))];
  return names
    .filter(name => sensitive.has(name))
    .map(name =>
      finding(object.file, 'secret-value', { what: `${name} in ${object.kind} "${object.name}"` }),
    );
}
