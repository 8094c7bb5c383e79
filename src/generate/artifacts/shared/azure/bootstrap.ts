/** What stands before the environments: keys, a place for the images that are built here, and budgets. */
import { HclEntries, type HclObject } from '../hcl.ts';
import { type Billed, budgetValues } from '../infrastructure/budgets.ts';
import type { Part } from '../infrastructure/parts.ts';
import type { Stack } from '../infrastructure/stack.ts';
import { commonLocation, locationOf } from './values.ts';

/** What the bill calls the meters, by a word of the budget; all of it where no word is known. */
const billed: Billed = [
  [/compute|container/i, ['Azure Container Apps', 'Azure Kubernetes Service', 'Virtual Machines']],
  [/database|sql/i, ['Azure Database for PostgreSQL', 'Azure Database for MySQL']],
  [/storage|blob/i, ['Storage']],
  [/network|traffic/i, ['Azure Front Door Service', 'NAT Gateway', 'Virtual Network', 'Bandwidth']],
  [/cache|redis/i, ['Redis Cache']],
  [/queue|messag|service bus/i, ['Service Bus']],
];

export function bootstrapValues(stack: Stack, parts: ReadonlySet<Part>): HclObject {
  return {
    project: stack.project,
    location: commonLocation(stack),
    environments: new HclEntries(
      stack.environments.map(environment => [environment.name, locationOf(environment)]),
    ),
    operators: [],
    operator_addresses: [],
    budgets: parts.has('budgets') ? budgetValues(stack, billed) : undefined,
    budget_emails: parts.has('budgets') ? [] : undefined,
  };
}
