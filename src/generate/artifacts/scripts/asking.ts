/** What scripts that ask a running version have alike. */
import type { ServiceView } from '../../../model/views.ts';
import { constant, type Fact } from '../shared/declarations.ts';
import { httpPortName } from '../shared/ports.ts';
import { valueOption } from '../shared/shell.ts';
import { hasTarget, onTarget } from './facts.ts';
import { ecsFacts, ecsHosts } from './targets/ecs.ts';

export const addressOptions = {
  help: [
    '  --url URL        where the service answers (default: found at the place where the environment is)',
    '  --target NAME    in a cluster: what to forward to, such as deployment/NAME (default: the Service)',
  ],
  cases: [...valueOption('--url', 'URL'), ...valueOption('--target', 'TARGET_NAME')],
};

export const addressFacts = (service: ServiceView): readonly Fact[] => [
  constant('TIMEOUT_SECONDS', service.health.timeoutSeconds.map(String)),
  constant('HTTP_PORT', httpPortName(service) ?? 'http'),
  ...(hasTarget(service, 'ecs') ? [...ecsFacts(service), ...ecsHosts(service)] : []),
  'URL="" TARGET_NAME=service/$SERVICE',
];

export const findUrl = (service: ServiceView): readonly string[] => [
  'if [[ -z $URL ]]; then',
  ...onTarget(service, {
    process: ['local_url'],
    docker: ['docker_url'],
    ecs: ['ecs_url'],
    kubernetes: ['forward_url'],
  }).map(line => `  ${line}`),
  'fi',
  'URL=${URL%/}',
];
