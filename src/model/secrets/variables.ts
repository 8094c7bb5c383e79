/** Secrets among the variables of a service and of its sidecars, whatever documents speak about them. */
import { problem } from '../../errors/index.ts';
import { type Fact, type FieldPath, fieldText, type Reading } from '../facts.ts';
import { type Change, factAt, remember, report } from './change.ts';
import { isHarmless } from './name.ts';
import { type SecretSpan, secretsIn } from './text.ts';
import { isSecretValue } from './value.ts';

/** One statement about a variable, and the reading that it is of. */
interface Said {
  readonly fact: Fact;
  readonly reading: number;
}

interface Variable {
  readonly name: string;
  readonly path: FieldPath;
  readonly values: Said[];
  readonly sensitive: Said[];
}

/** Takes the values of secret variables out; `changes` has one for each reading. */
export function withholdVariables(readings: readonly Reading[], changes: readonly Change[]): void {
  for (const variable of variablesOf(readings)) withholdVariable(variable, readings, changes);
}

function variablesOf(readings: readonly Reading[]): Iterable<Variable> {
  const variables = new Map<string, Variable>();
  for (const [reading, { facts }] of readings.entries()) {
    for (const fact of facts) {
      const [list, item, field] = fact.path.slice(-3);
      if (list !== 'variables' || typeof item !== 'object') continue;
      const path = fact.path.slice(0, -1);
      const key = fieldText(path);
      const variable = variables.get(key) ?? { name: item.name, path, values: [], sensitive: [] };
      variables.set(key, variable);
      if (field === 'sensitive') variable.sensitive.push({ fact, reading });
      else if (field === 'default' || field === 'reference') variable.values.push({ fact, reading });
    }
  }
  return variables.values();
}

/** Who may say that a value is no secret: the first of them that says anything counts. */
const deciders = ['service', 'spec'];

function withholdVariable(
  variable: Variable,
  readings: readonly Reading[],
  changes: readonly Change[],
): void {
  const { name, path, values, sensitive } = variable;
  if (values.length === 0) return;
  const kindOf = ({ reading }: Said) => readings[reading]?.document.kind ?? '';
  const decided = deciders
    .flatMap(kind => sensitive.filter(said => kindOf(said) === kind && !said.fact.derived))
    .at(0)?.fact.value;
  const secrets = values.filter(said => isSecret(name, said.fact));
  if (decided === false) {
    for (const { fact, reading } of secrets)
      changes[reading]?.problems.push(problem('secret-allowed', { name }, { at: fact.at }));
    return;
  }
  const isSensitive = sensitive.some(({ fact }) => fact.value === true);
  const references = values.filter(({ fact }) => fact.path.at(-1) === 'reference');
  if (secrets.length === 0 && !isSensitive && references.length === 0) return;
  for (const said of values) {
    const change = changes[said.reading];
    // A reference is filled in at run time: only what it says in plain text is a secret.
    if (!change || (references.includes(said) && !secrets.includes(said))) continue;
    const isSaidHere = sensitive.some(
      ({ fact, reading }) => reading === said.reading && fact.value === true && !fact.derived,
    );
    takeOut(name, said.fact, change, { isSensitive, isSaidHere, isSecret: secrets.includes(said) });
  }
  const [first] = secrets;
  if (first && !isSensitive)
    for (const field of ['sensitive', 'required'])
      changes[first.reading]?.added.push(factAt([...path, field], true, first.fact.at));
}

function isSecret(name: string, { path, value }: Fact): boolean {
  const text = String(value);
  if (path.at(-1) === 'default') return isSecretValue(name, text);
  return secretsIn(text).some(span => isPlain(text, span));
}

/** Not a placeholder, nor a part of one. */
const isPlain = (text: string, { start, end }: SecretSpan) => !text.slice(start, end).startsWith('${');

function takeOut(
  name: string,
  fact: Fact,
  change: Change,
  { isSensitive, isSaidHere, isSecret: isKnown }: Record<'isSensitive' | 'isSaidHere' | 'isSecret', boolean>,
): void {
  const text = String(fact.value);
  change.facts.set(fact, undefined);
  if (text === '') return;
  if (isKnown || isSaidHere) remember(change, text);
  const spans = secretsIn(text);
  if (spans.length > 0) remember(change, text, spans);
  if (isSaidHere) change.problems.push(problem('variable-sensitive-default', { name }, { at: fact.at }));
  else if (isKnown || (isSensitive && !isHarmless(name, text)))
    report(change, fact, `the value of ${name}`, 'variable', name);
}
