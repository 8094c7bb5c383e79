import { isServing, type ServiceView } from '../../../../model/views.ts';
import type { EmitOptions } from '../../shared/artifact.ts';
import { folders as usualFolders } from '../../shared/folders.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { jinjaText } from '../jinja.ts';

/** vars/service.yml: what is the same in every environment; `folder` is that of the service in those of the families. */
export function serviceVariables(
  folder: string,
  service: ServiceView,
  stack: Stack,
  { folders = usualFolders }: EmitOptions,
): YamlNode {
  const { name, version, rollout } = service;
  const up = `${folders.ansible}/${folder}`.split('/').filter(step => step !== '' && step !== '.');
  const top = ['{{ playbook_dir }}', ...up.map(() => '..')].join('/');
  return {
    service_name: name,
    service_version: new Noted(jinjaText(version), {
      above: ['Which version is deployed: -e service_version=VERSION names another.'],
    }),
    service_health: isServing(service) ? healthOf(service) : undefined,
    ecs_project: stack.project,
    ecs_deploy_seconds: rollout.deploySeconds ? wholeSeconds(rollout.deploySeconds, 1) : undefined,
    ecs_migrations: migrationsOf(service),
    ecs_smoke_tests: isServing(service) ? `${top}/${folders.tests}/${folder}smoke.sh` : undefined,
    infrastructure_folder: `${top}/${folders.terraform}`,
  };
}

function healthOf({ health }: ServiceView): YamlObject {
  return {
    over: health.over,
    ready: jinjaText(health.ready),
    interval: wholeSeconds(health.intervalSeconds, 1),
    timeout: wholeSeconds(health.timeoutSeconds, 1),
    failures: health.failureThreshold,
  };
}

/** Commands that change the database before the version that needs it runs. */
function migrationsOf({ hooks }: ServiceView): readonly YamlNode[] | undefined {
  const found = hooks.filter(({ at }) => at.value === 'migration');
  if (found.length === 0) return undefined;
  return found.map(({ name, command, timeoutSeconds }) => ({
    name: jinjaText(name),
    command: command.map(jinjaText),
    timeout: wholeSeconds(timeoutSeconds, 1),
  }));
}
