import { addSchema } from './schemas/add.ts';
import { checkSchema } from './schemas/check.ts';
import { demoSchema } from './schemas/demo.ts';
import {
  askSchema,
  deploySchema,
  downSchema,
  historySchema,
  logsSchema,
  recoverSchema,
  retrySchema,
  rollbackSchema,
  servicesSchema,
  statusSchema,
  upSchema,
} from './schemas/deploy.ts';
import { ejectSchema } from './schemas/eject.ts';
import { explainSchema } from './schemas/explain.ts';
import { generateSchema } from './schemas/generate.ts';
import { initSchema } from './schemas/init.ts';
import { pinSchema } from './schemas/pin.ts';
import { pipelineSchema } from './schemas/pipeline.ts';
import { planSchema } from './schemas/plan.ts';
import { resolveSchema } from './schemas/resolve.ts';
import { schemaListSchema } from './schemas/schema.ts';
import { toolsSchema } from './schemas/tools.ts';
import { upgradeSchema } from './schemas/upgrade.ts';
import { validateSchema } from './schemas/validate.ts';

/**
 * One definition for the `--json` document of each command: types are inferred from it, `devops-flow schema` prints
 * it, docs/schemas holds it, and a test holds real output against it.
 */
export const schemas = {
  init: initSchema,
  add: addSchema,
  generate: generateSchema,
  check: checkSchema,
  validate: validateSchema,
  plan: planSchema,
  resolve: resolveSchema,
  explain: explainSchema,
  pin: pinSchema,
  upgrade: upgradeSchema,
  eject: ejectSchema,
  up: upSchema,
  deploy: deploySchema,
  pause: askSchema('pause'),
  resume: askSchema('resume'),
  approve: askSchema('approve'),
  reject: askSchema('reject'),
  promote: askSchema('promote'),
  abort: askSchema('abort'),
  retry: retrySchema,
  status: statusSchema,
  services: servicesSchema,
  history: historySchema,
  logs: logsSchema,
  rollback: rollbackSchema,
  recover: recoverSchema,
  down: downSchema,
  demo: demoSchema,
  schema: schemaListSchema,
  tools: toolsSchema,
  pipeline: pipelineSchema,
};

export type SchemaName = keyof typeof schemas;
