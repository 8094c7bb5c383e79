import type { Job, Step, StepOf, Value, When } from '../pipeline.ts';
import { type Text, text } from '../traced.ts';
import { isJob, isServing, type ServiceView } from '../views.ts';
import { job } from './job.ts';

export type EnvironmentView = ServiceView['environments'][number];

/** What is brought to an environment, by which scripts. */
export interface Delivery {
  readonly service: ServiceView;
  readonly image: Value;
  /** The folder of the service's scripts: "" or its name. */
  readonly folder: Text;
}

/** Environment names as parts of job ids. */
const part = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Reviewers are a setting of the product: a gate that nobody has set up lets nothing through. */
export function approvalJob({ name }: EnvironmentView, before: Text): Job {
  const gate = text`${name}-approval`;
  return job(text`approve-${name.map(part)}`, text`Approval for ${name}`, {
    stage: 'deliver',
    needs: [before],
    when: { on: 'pushed' },
    environment: gate,
    approval: name,
    permissions: ['read-environments'],
    minutes: 5,
    steps: [],
  });
}

export function deployJob(
  delivery: Delivery,
  environment: EnvironmentView,
  needs: readonly Text[],
  when: When,
): Job {
  const { name } = environment;
  return job(text`deploy-${name.map(part)}`, text`Deploy to ${name}`, {
    stage: 'deliver',
    needs: [...new Set(needs)],
    when,
    environment: name,
    permissions: ['read-contents'],
    minutes: 30,
    exclusive: text`deploy-${delivery.service.name}-${name}`,
    steps: [
      { kind: 'checkout' },
      { kind: 'tools', tools: ['kubectl'] },
      { kind: 'cluster-access', configuration: { secret: 'KUBE_CONFIG' } },
      ...scripts(delivery, environment),
      {
        kind: 'notify',
        done: text`${delivery.service.name} is deployed to ${name}`,
        failed: text`${delivery.service.name} could not be deployed to ${name}`,
      },
    ],
  });
}

/** A job has run to its end once it is deployed: there is nothing left to ask, and nothing to go back to. */
function scripts({ service, image, folder }: Delivery, { name, strategy }: EnvironmentView): Step[] {
  const script = { kind: 'script', folder } as const;
  const deploy = { ...script, id: 'deploy', script: 'deploy' } as const;
  if (isJob(service)) return [{ ...deploy, name: 'run to the end', options: { env: name, image } }];
  return [
    {
      ...deploy,
      name: 'deploy, and go back when it is not healthy',
      options: { env: name, strategy, image },
    },
    smokeStep(service, folder, name),
    {
      ...script,
      id: 'rollback',
      name: 'roll back',
      script: 'rollback',
      options: { env: name },
      afterFailureOf: 'smoke',
    },
  ];
}

/** What serves is asked all that the generated smoke tests ask; what nobody can ask is asked for its health alone. */
export const smokeStep = (service: ServiceView, folder: Text, environment: Text): StepOf<'script'> => ({
  kind: 'script',
  id: 'smoke',
  name: 'smoke test',
  script: isServing(service) ? 'smoke-tests' : 'health-check',
  folder,
  options: { env: environment },
});
