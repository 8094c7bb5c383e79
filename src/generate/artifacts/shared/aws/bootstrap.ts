/** What stands before the environments: repositories for the images that are built here, and budgets. */
import type { HclObject } from '../hcl.ts';
import { type Billed, budgetValues } from '../infrastructure/budgets.ts';
import type { Part } from '../infrastructure/parts.ts';
import { isOwnImage } from '../infrastructure/service.ts';
import type { Stack } from '../infrastructure/stack.ts';
import { uniqueBy } from '../unique.ts';
import { regionOf } from './values.ts';

/** Names of the bill, by a word of the budget; all of it where no word is known. */
const billed: Billed = [
  [/compute|ecs|fargate/i, ['Amazon Elastic Container Service']],
  [/database|rds/i, ['Amazon Relational Database Service']],
  [/storage|s3|efs/i, ['Amazon Simple Storage Service', 'Amazon Elastic File System']],
  [
    /network|traffic/i,
    ['Amazon Virtual Private Cloud', 'Amazon Elastic Load Balancing', 'AWS Data Transfer'],
  ],
  [/cache|redis/i, ['Amazon ElastiCache']],
  [/queue|messag/i, ['Amazon Simple Queue Service']],
];

export function bootstrapValues(stack: Stack, parts: ReadonlySet<Part>): HclObject {
  const { services, environments, project } = stack;
  return {
    project,
    region: regionOf(environments.at(-1) ?? { region: undefined }),
    repositories: parts.has('registry')
      ? uniqueBy(
          services.filter(isOwnImage).map(({ image }) => image.repository),
          ({ value }) => value,
        )
      : undefined,
    budgets: parts.has('budgets') ? budgetValues(stack, billed) : undefined,
    budget_emails: parts.has('budgets') ? [] : undefined,
  };
}
