import { plain } from '../../../../model/traced.ts';
import { HclEntries } from '../hcl.ts';
import { uniqueBy } from '../unique.ts';
import type { Stack } from './stack.ts';

/** What one cloud's bill calls what money is spent on, by a word of the budget; the first that fits. */
export type Billed = readonly (readonly [word: RegExp, services: readonly string[]])[];

/** The budgets of the documents; all that is spent counts where no word is known. */
export function budgetValues({ services }: Stack, billed: Billed): HclEntries {
  const found = uniqueBy(
    services.flatMap(({ cost }) => cost).filter(({ monthly }) => plain(monthly) > 0),
    ({ name }) => name.value,
  );
  return new HclEntries(
    found.map(({ name, monthly, currency, alertPercent }) => [
      name,
      {
        monthly,
        currency,
        alert_percent: alertPercent ?? 80,
        services: [...(billed.find(([word]) => word.test(name.value))?.[1] ?? [])],
      },
    ]),
  );
}
