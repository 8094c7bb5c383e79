/** REQ 9.5.7: budgets and when to warn about them. */
import { problem } from '../../../errors/index.ts';
import { isAbsent, slice, type Token } from '../../../model/token.ts';
import { percent } from '../../../model/values/numbers.ts';
import { currency, money } from '../../../model/values/quantities.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { namedRow } from './observability.ts';
import { type Columns, readTable, sectionName } from './table.ts';

const columns = {
  resource: { title: 'Resource' },
  budget: { title: 'Budget' },
  alerts: { title: 'Alerts' },
  optimization: { title: 'Optimization' },
} as const satisfies Columns<string>;

export function readCost(section: Section, gathering: Gathering): void {
  for (const row of readTable(section, columns, gathering)) {
    if (!row.budget || isAbsent(row.budget)) {
      const facts = { table: sectionName(section), column: columns.budget.title };
      const at = (row.budget ?? row.resource)?.at;
      gathering.problems.push(problem('cell-empty', facts, at ? { at } : {}));
      continue;
    }
    const path = namedRow('cost', row.resource, gathering);
    if (!path) continue;
    readMonthly(path, row.budget, gathering);
    if (row.alerts && !isAbsent(row.alerts)) readAlert(path, row.alerts, gathering);
    gathering.read([...path, 'optimization'], row.optimization, text('optimization'));
  }
}

type Path = readonly (string | { readonly name: string })[];

/** "Monthly: $200" or "Monthly: 200 EUR": the amount and its currency, each with its place. */
function readMonthly(path: Path, cell: Token, gathering: Gathering): void {
  const { key, value: written } = phrase(cell);
  const value = gathering.resolve(written, [...path, 'monthly']);
  if (!value) return;
  const amount = key && key.text.toLowerCase() !== 'monthly' ? undefined : splitMoney(value);
  if (!amount) {
    const facts = { what: 'monthly budget', text: cell.text };
    gathering.problems.push(problem('money-invalid', facts, { at: cell.at }));
    return;
  }
  gathering.read([...path, 'monthly'], amount.number, money('monthly budget'));
  if (amount.currency) gathering.read([...path, 'currency'], amount.currency, currency);
  else gathering.state([...path, 'currency'], 'USD', amount.number);
}

/** "Threshold: 80% ($160)": the share that warns, and the same as an amount. */
function readAlert(path: Path, cell: Token, gathering: Gathering): void {
  const value = gathering.resolve(phrase(cell).value, [...path, 'alertPercent']);
  if (!value) return;
  const bracket = value.text.indexOf('(');
  const share = bracket < 0 ? value : slice(value, 0, value.text.slice(0, bracket).trimEnd().length);
  gathering.read([...path, 'alertPercent'], share, percent('alert threshold'));
  if (bracket < 0) return;
  const end = value.text.indexOf(')', bracket);
  const amount = splitMoney(slice(value, bracket + 1, end < 0 ? undefined : end));
  if (amount) gathering.read([...path, 'alertAmount'], amount.number, money('alert amount'));
}

interface Money {
  readonly number: Token;
  readonly currency?: Token;
}

function splitMoney(value: Token): Money | undefined {
  const match = /^([$€£¥]|[A-Z]{3} )?\s?([\d.,]{1,20})( [A-Z]{3})?$/.exec(value.text.trim());
  if (!match?.[2]) return undefined;
  const start = match[0].indexOf(match[2]);
  const number = slice(value, start, start + match[2].length);
  if (match[1]) return { number, currency: slice(value, 0, match[1].trimEnd().length) };
  if (match[3]) return { number, currency: slice(value, start + match[2].length + 1, match[0].length) };
  return { number };
}
