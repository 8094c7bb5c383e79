/** No secret of a document enters the project: what takes its place, and what is said about it. */
import type { Problem } from '../../errors/index.ts';
import type { SecretHome } from '../../errors/values.ts';
import { type Fact, type FieldPath, fieldText, named, type Reading, type UnusedField } from '../facts.ts';
import { label } from '../names.ts';
import { type Change, factAt, remember, report } from './change.ts';
import { jsonFields, openJson } from './json.ts';
import { secretsInLines } from './lines.ts';
import { withOpenNames } from './rename.ts';
import { secretsIn, variableName } from './text.ts';
import { isSecretValue } from './value.ts';
import { withholdVariables } from './variables.ts';
import { secretsInText, secretsInWords, withReferences } from './words.ts';

export interface Withheld {
  readonly readings: readonly Reading[];
  readonly problems: readonly Problem[];
  /** What stood there, without its value: for the loss report. */
  readonly unused: readonly UnusedField[];
  /** The texts that nobody may see, wherever they turn up again. */
  readonly values: readonly string[];
}

/**
 * The readings without their secrets. Whatever document says it: a variable becomes sensitive and is asked for when the
 * service starts, a command refers to a variable, a file comes from the secret store as a whole, a text has a reference
 * in the place of the secret; labels, arguments and parameters go. `sensitive: false` of a SPEC or of devops-flow.yaml
 * says that a value is no secret.
 */
export function withhold(given: readonly Reading[]): Withheld {
  const changes = given.map((): Change => ({ facts: new Map(), added: [], problems: [], values: new Set() }));
  const readings = given.map((reading, i) => {
    const change = changes[i];
    return change ? withOpenNames(reading, change) : reading;
  });
  withholdVariables(readings, changes);
  for (const [i, { facts }] of readings.entries()) {
    const change = changes[i];
    if (!change) continue;
    for (const words of commandsOf(facts)) withholdWords(words, change);
    for (const fact of facts) withholdValue(fact, facts, change);
  }
  return {
    readings: readings.map((reading, i) => changed(reading, changes[i])),
    problems: changes.flatMap(({ problems }) => problems),
    unused: changes.flatMap(({ facts }) =>
      [...facts].flatMap(([{ field, at }, now]) => (now === undefined ? [{ field, at }] : [])),
    ),
    values: [...new Set(changes.flatMap(({ values }) => [...values]))],
  };
}

function changed(reading: Reading, change: Change | undefined): Reading {
  if (!change || (change.facts.size === 0 && change.added.length === 0)) return reading;
  const kept = reading.facts.flatMap(fact => {
    const now = change.facts.has(fact) ? change.facts.get(fact) : fact;
    return now ? [now] : [];
  });
  return { ...reading, facts: [...kept, ...change.added] };
}

/** The words of commands and of their arguments, list by list. */
function commandsOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const lists = new Map<string, Fact[]>();
  for (const fact of facts) {
    const list = fact.path.at(-2);
    if (typeof fact.path.at(-1) !== 'number' || (list !== 'command' && list !== 'arguments')) continue;
    // Options of the one may have their values in the other; they never change places.
    const key = fieldText(fact.path.slice(0, -1));
    const known = lists.get(key);
    if (known) known.push(fact);
    else lists.set(key, [fact]);
  }
  return [...lists.values()];
}

function withholdWords(words: readonly Fact[], change: Change): void {
  const found = secretsInWords(words.map(({ value }) => String(value)));
  for (const [i, fact] of words.entries()) {
    const spans = found.filter(({ word }) => word === i);
    const [first] = spans;
    if (!first) continue;
    remember(change, String(fact.value), spans);
    change.facts.set(fact, { ...fact, value: withReferences(String(fact.value), spans) });
    report(change, fact, `a word of ${lastName(fact.path.slice(0, -1))}`, 'command', first.name);
    for (const { name } of spans) askFor(name, fact, change);
  }
}

/** The variable that a command refers to now is asked for when the service starts. */
function askFor(name: string, { path, at }: Fact, change: Change): void {
  const [root, list, item] = path;
  const container = list === 'sidecars' && item !== undefined ? [root ?? '', list, item] : [root ?? ''];
  const variable = [...container, 'variables', named(name)];
  for (const [field, value] of [
    ['name', name],
    ['sensitive', true],
    ['required', true],
  ] as const)
    change.added.push(factAt([...variable, field], value, at));
}

const lastName = (path: FieldPath): string => {
  const last = path.at(-1);
  return typeof last === 'object' ? last.name : String(last ?? '');
};

function withholdValue(fact: Fact, facts: readonly Fact[], change: Change): void {
  const { path, value } = fact;
  if (typeof value !== 'string' || change.facts.has(fact)) return;
  const list = path.at(-3);
  const field = path.at(-1);
  const item = path.at(-2);
  if (list === 'variables' && field !== 'description') return;
  if (list === 'files' && typeof item === 'object') withholdFile(fact, value, item.name, change);
  else if (field === 'value' && typeof item === 'object' && isSecretValue(item.name, value))
    withholdItem(fact, value, { name: item.name, list: typeof list === 'string' ? list : '' }, facts, change);
  else if (path[1] === 'endpoints' && typeof field === 'string' && jsonFields.has(field))
    withholdJson(fact, value, change);
  else withholdText(fact, value, change);
}

/** A file with a secret in it is kept in the secret store as a whole. */
function withholdFile(fact: Fact, value: string, path: string, change: Change): void {
  const field = fact.path.at(-1);
  if (field !== 'content' && field !== 'binary') {
    withholdText(fact, value, change);
    return;
  }
  const text = field === 'binary' ? Buffer.from(value, 'base64').toString('latin1') : value;
  const spans = secretsInLines(text);
  if (spans.length === 0) return;
  const name = label(path) ?? 'file';
  remember(change, text, spans);
  if (field === 'binary') remember(change, value);
  const secret = [...fact.path.slice(0, -1), 'secret'];
  change.facts.set(fact, { field: fieldText(secret), path: secret, value: name, at: fact.at });
  report(change, fact, `what ${path} holds`, 'file', name);
}

interface Item {
  readonly name: string;
  readonly list: string;
}

const kinds: ReadonlyMap<string, SecretHome> = new Map([
  ['headers', 'header'],
  ['arguments', 'argument'],
  ['labels', 'label'],
  ['annotations', 'label'],
  ['params', 'parameter'],
]);

/** A header keeps its place and refers to what it was; others go as a whole. */
function withholdItem(
  fact: Fact,
  value: string,
  { name, list }: Item,
  facts: readonly Fact[],
  change: Change,
): void {
  const home = kinds.get(list) ?? 'text';
  remember(change, value);
  const spans = secretsIn(value);
  if (spans.length > 0) remember(change, value, spans);
  report(change, fact, `the value of ${name}`, home, name);
  if (home === 'header' || home === 'text') {
    const whole = [{ start: 0, end: value.length, name: variableName(name) }];
    change.facts.set(fact, { ...fact, value: withReferences(value, spans.length > 0 ? spans : whole) });
    return;
  }
  const item = `${fieldText(fact.path.slice(0, -1))}.`;
  for (const other of facts) if (other.field.startsWith(item)) change.facts.set(other, undefined);
}

/** What stands in a body in the place of a secret names the variable that has it. */
function withholdJson(fact: Fact, value: string, change: Change): void {
  const { text, secrets } = openJson(value);
  const [first] = secrets;
  if (!first) return;
  for (const secret of secrets) remember(change, secret.value);
  change.facts.set(fact, { ...fact, value: text });
  report(change, fact, `a part of ${lastName(fact.path)}`, 'text', first.name);
}

function withholdText(fact: Fact, value: string, change: Change): void {
  const spans = secretsInText(value);
  const [first] = spans;
  if (!first) return;
  remember(change, value, spans);
  change.facts.set(fact, { ...fact, value: withReferences(value, spans) });
  report(change, fact, `a part of ${lastName(fact.path)}`, 'text', first.name);
}
