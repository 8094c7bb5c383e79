/** What stands before the environments: keys, a place for the images that are built here, and budgets. */
import { HclEntries, type HclObject } from '../../shared/hcl.ts';
import { type Billed, budgetValues } from '../../shared/infrastructure/budgets.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { regionOf, registryRegion } from './values.ts';

/** Ids of the bill, by a word of the budget; all of it where no word is known (https://cloud.google.com/skus). */
const billed: Billed = [
  [/compute|cloud run/i, ['services/152E-C115-5142']],
  [/database|sql/i, ['services/9662-B51E-5089']],
  [/storage|gcs/i, ['services/95FF-2EF5-5EA1']],
  [/network|traffic/i, ['services/E505-1604-58F8']],
  [/queue|messag|pub/i, ['services/A1E8-BE35-7EBC']],
];

/** Services of Google that encrypt with our keys, by the part that needs them; accounts have these domains. */
const agents: Readonly<Partial<Record<Part, readonly string[]>>> = {
  foundation: ['gs-project-accounts'],
  cluster: ['container-engine-robot'],
  compute: ['serverless-robot-prod'],
  secrets: ['gcp-sa-secretmanager'],
  database: ['gcp-sa-cloud-sql'],
  cache: ['cloud-redis'],
  queue: ['gcp-sa-pubsub'],
  registry: ['gcp-sa-artifactregistry'],
};

export function bootstrapValues(stack: Stack, parts: ReadonlySet<Part>): HclObject {
  return {
    project: stack.project,
    region: registryRegion(stack),
    environments: new HclEntries(
      stack.environments.map(environment => [environment.name, regionOf(environment)]),
    ),
    agents: [...parts].flatMap(part => agents[part] ?? []),
    budgets: parts.has('budgets') ? budgetValues(stack, billed) : undefined,
    budget_emails: parts.has('budgets') ? [] : undefined,
  };
}
