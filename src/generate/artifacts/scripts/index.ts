import { isJob, isServing, isStateful, type ServiceView } from '../../../model/views.ts';
import type { Emitter } from '../shared/artifact.ts';
import { folderOf, folders } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import { cleanup } from './cleanup.ts';
import { deploy } from './deploy.ts';
import type { Script } from './facts.ts';
import { healthCheck } from './health-check.ts';
import { healthCheckPods } from './health-check-pods.ts';
import { install } from './install.ts';
import { jobDeploy, jobHealthCheck, jobRollback } from './job.ts';
import { scriptLines } from './preamble.ts';
import { rollback } from './rollback.ts';
import { scheduledDeploy, scheduledHealthCheck } from './scheduled.ts';
import { setup } from './setup.ts';
import { smokeTests } from './smoke-tests.ts';
import { statefulDeploy, statefulHealthCheck, statefulRollback } from './stateful.ts';
import { switchTraffic } from './switch-traffic.ts';
import { workerDeploy, workerRollback } from './worker.ts';

/** The scripts of REQ 9.5.3, as the kind of the service wants them, and those that pipelines call beside them. */
function scriptsOf(service: ServiceView): readonly Script[] {
  if (isJob(service) && service.schedule)
    return [cleanup, scheduledDeploy, scheduledHealthCheck, install, jobRollback, setup];
  if (isJob(service)) return [cleanup, jobDeploy, jobHealthCheck, install, jobRollback, setup];
  const asked = isServing(service) ? [smokeTests] : [];
  if (isStateful(service))
    return [cleanup, statefulDeploy, statefulHealthCheck, install, statefulRollback, setup, ...asked];
  if (!isServing(service)) return [cleanup, workerDeploy, healthCheckPods, install, workerRollback, setup];
  // What a probe asks beside its path cannot be asked through a port-forward.
  const isPlain = service.health.probes.length === 0 && service.health.over.value === 'http';
  const check = !isPlain ? healthCheckPods : healthCheck;
  return [cleanup, deploy, check, install, rollback, setup, ...asked, switchTraffic];
}

export const scripts: Emitter = serviceEmitter({
  id: 'scripts',
  family: 'scripts',
  emitOne: (service, project, { folders: chosen = folders }) => {
    const placement = project.services.length === 1 ? 'alone' : 'among-others';
    const home = { placement, folders: chosen } as const;
    const folder = folderOf(project, service.name.value);
    return scriptsOf(service).map(script => {
      const facts = { family: 'scripts', kind: 'shell', executable: true } as const;
      return textFile({ ...facts, path: `${folder}${script.name}.sh` }, scriptLines(service, script, home));
    });
  },
});
