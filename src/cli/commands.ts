import * as abort from './abort.ts';
import * as add from './add.ts';
import * as approve from './approve.ts';
import * as check from './check.ts';
import type { CommandModule } from './command.ts';
import * as demo from './demo.ts';
import * as deploy from './deploy.ts';
import * as down from './down.ts';
import * as eject from './eject.ts';
import * as explain from './explain.ts';
import { familyModules } from './families.ts';
import * as generate from './generate.ts';
import * as history from './history.ts';
import * as init from './init.ts';
import * as load from './load.ts';
import * as logs from './logs.ts';
import * as pause from './pause.ts';
import * as pin from './pin.ts';
import * as pipeline from './pipeline.ts';
import * as plan from './plan.ts';
import * as promote from './promote.ts';
import * as recover from './recover.ts';
import * as reject from './reject.ts';
import * as resolve from './resolve.ts';
import * as resume from './resume.ts';
import * as retry from './retry.ts';
import * as rollback from './rollback.ts';
import * as router from './router.ts';
import * as schema from './schema.ts';
import * as services from './services.ts';
import * as status from './status.ts';
import * as supervisor from './supervisor.ts';
import * as tools from './tools.ts';
import * as up from './up.ts';
import * as upgrade from './upgrade.ts';
import * as validate from './validate.ts';

/** All commands, in the order in which --help lists them. */
export const commands: readonly CommandModule[] = [
  init,
  add,
  check,
  validate,
  plan,
  generate,
  ...familyModules,
  resolve,
  explain,
  pin,
  upgrade,
  eject,
  up,
  deploy,
  status,
  services,
  history,
  logs,
  pause,
  resume,
  approve,
  reject,
  promote,
  abort,
  retry,
  rollback,
  recover,
  down,
  demo,
  schema,
  pipeline,
  tools,
  supervisor,
  router,
  load,
];
