/** What stands before the environments: repositories for the images that are built here, and budgets. */
import { plain, type Traced } from '../../../../model/traced.ts';
import { HclEntries, type HclObject } from '../hcl.ts';
import type { Part } from '../infrastructure/parts.ts';
import { isOwnImage } from '../infrastructure/service.ts';
import type { Stack } from '../infrastructure/stack.ts';
import { uniqueBy } from '../unique.ts';
import { regionOf } from './values.ts';

/** Names of the bill, by a word of the budget; all of it where no word is known. */
const billed: readonly (readonly [RegExp, readonly string[]])[] = [
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
    budgets: parts.has('budgets') ? budgets(stack) : undefined,
    budget_emails: parts.has('budgets') ? [] : undefined,
  };
}

function budgets({ services }: Stack): HclEntries {
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
        services: [...servicesOf(name)],
      },
    ]),
  );
}

const servicesOf = (name: Traced<string>): readonly string[] =>
  billed.find(([word]) => word.test(name.value))?.[1] ?? [];
