/** Secrets in the names of things, which are paths of facts. */
import { type Fact, fieldText, type Reading } from '../facts.ts';
import { type Change, remember, report } from './change.ts';
import { openName, secretsInName } from './open-name.ts';
import type { SecretSpan } from './text.ts';

/** The reading, its things called by their open names. */
export function withOpenNames(reading: Reading, change: Change): Reading {
  const facts = reading.facts.map(fact => withOpenName(fact, change));
  return facts.every((fact, i) => fact === reading.facts[i]) ? reading : { ...reading, facts };
}

function withOpenName(fact: Fact, change: Change): Fact {
  const names = fact.path.flatMap(part => (typeof part === 'object' ? [part.name] : []));
  const [first] = names.flatMap(secretsInName);
  if (!first) return fact;
  for (const name of names) remember(change, name, secretsInName(name).map(behindSign(name)));
  const path = fact.path.map(part =>
    typeof part === 'object' ? { ...part, name: openName(part.name) } : part,
  );
  const isName = path.at(-1) === 'name';
  if (isName) report(change, fact, 'a part of a name', 'text', first.name);
  const value = isName && typeof fact.value === 'string' ? openName(fact.value) : fact.value;
  return { ...fact, path, field: fieldText(path), value };
}

/** Without its "=". */
const behindSign = (text: string) => (span: SecretSpan) =>
  text[span.start] === '=' ? { ...span, start: span.start + 1 } : span;
