/** The shapes of requirements.ts. */
import { pipelineProducts } from '../pipeline/product.ts';
import type {
  Automation,
  Budget,
  ObservabilityRequirement,
  PlaybookRequirement,
  ScriptRequirement,
  SecurityRequirement,
  Standard,
  Task,
} from '../requirements.ts';
import { amount, anyText, flag, oneOf, whole } from './scalars.ts';
import { list, namedList, record } from './shape.ts';

const texts = (about: string) => list(anyText(about));

export const scripts = namedList<ScriptRequirement>(anyText('script'), 'Scripts that are required', {
  purpose: anyText('What it is for'),
  automation: anyText('How far it is automated'),
  environments: texts('Environments that need it, or all'),
});

export const standards = (about: string) =>
  namedList<Standard>(anyText('standard'), about, { value: anyText('What it says') }, 'value');

export const playbooks = namedList<PlaybookRequirement>(anyText('playbook'), 'Playbooks that are required', {
  purpose: anyText('What it is for'),
  target: anyText('Hosts that it is for'),
  variables: texts('Variables that it takes'),
  tags: texts('Tags of its tasks'),
});

export const observability = namedList<ObservabilityRequirement>(
  anyText('subject, such as logging'),
  'What is observed, and with what',
  {
    tool: anyText('Product that does it'),
    signals: texts('What is collected'),
    retentionDays: whole('days that it is kept'),
    alerts: texts('Alerts'),
  },
);

export const security = namedList<SecurityRequirement>(anyText('aspect'), 'What security is required', {
  requirement: anyText('What is required'),
  tool: anyText('Product that does it'),
  verification: texts('How it is verified'),
});

export const cost = namedList<Budget>(anyText('subject, such as compute'), 'Budgets', {
  monthly: amount('amount a month'),
  currency: anyText('ISO 4217 code'),
  alertPercent: amount('share of the budget that raises an alert'),
  alertAmount: amount('amount that raises an alert'),
  optimization: anyText('How cost is kept low'),
});

export const automation = record<Automation>('How far the delivery is automated', {
  level: anyText('Level of automation'),
  pipeline: oneOf('product that runs the pipeline', pipelineProducts),
  retries: whole('times that a failed step is tried again'),
  workflow: texts('Steps of the delivery'),
  validation: namedList<Automation['validation'][number]>(anyText('stage'), 'What is validated', {
    requirements: texts('What must hold'),
  }),
});

export const tasks = namedList<Task>(anyText('id of the task'), 'The delivery tasks', {
  title: anyText('What is to be done'),
  done: flag('Whether it is done'),
  section: anyText('The heading that it stands below'),
  evidence: anyText('What shows that it is done'),
});
