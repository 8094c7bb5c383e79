import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { textFile } from '../shared/text.ts';
import { cleanup } from './cleanup.ts';
import { deploy } from './deploy.ts';
import { healthCheck } from './health-check.ts';
import { install } from './install.ts';
import { preamble } from './preamble.ts';
import { rollback } from './rollback.ts';
import { setup } from './setup.ts';

/** The six scripts of REQ 9.5.3. */
const all = [cleanup, deploy, healthCheck, install, rollback, setup];

export const scripts: Emitter = {
  id: 'scripts',
  family: 'scripts',
  emit: (project: Project): Artifact[] =>
    trace(project).services.flatMap(service =>
      all.map(script =>
        textFile(
          {
            family: 'scripts',
            path: `${folderOf(project, service.name.value)}${script.name}.sh`,
            kind: 'shell',
            executable: true,
          },
          [...preamble(service, script), ...script.body],
        ),
      ),
    ),
};
