/** How a script explains itself, and how it reads its options. */
import type { Target } from '../../../model/service.ts';
import type { ServiceView } from '../../../model/views.ts';
import { optionLoop, valueOption } from '../shared/shell.ts';
import { hasTarget, type Script } from './facts.ts';

const about: Readonly<Record<Target, string>> = {
  process: 'this machine, through devops-flow (DEVOPS_FLOW names it when it is not on PATH)',
  docker: 'the Docker Engine that docker speaks to (DOCKER_HOST chooses one)',
  ecs: 'Amazon ECS, through aws and its credentials; ECS_CLUSTER and ECS_SERVICE name the service there',
  kubernetes: 'the cluster that kubectl speaks to (KUBE_CONTEXT chooses one)',
};

export function usage(service: ServiceView, script: Script): string[] {
  const used = (['process', 'docker', 'ecs', 'kubernetes'] as const).filter(target =>
    hasTarget(service, target),
  );
  return [
    'usage() {',
    "  cat <<'END'",
    `Usage: ${script.name}.sh --env NAME [options]`,
    '',
    '  --env NAME       the environment',
    '  --project DIR    the folder with the documents (default: the nearest one above this script)',
    ...script.options,
    ...(script.exclusive ? ['  --dry-run        say what would be done, and change nothing'] : []),
    '  --help           this text',
    '',
    'Where an environment is:',
    ...used.map(target => `  ${target}: ${about[target]}`),
    ...(script.notes ? ['', ...script.notes] : []),
    'END',
    '}',
  ];
}

export function options(script: Script): string[] {
  const taken = [
    ...valueOption('--env', 'ENVIRONMENT'),
    ...valueOption('--project', 'PROJECT'),
    ...script.cases,
    ...(script.exclusive ? ['--dry-run)', '  DRY_RUN=yes', '  shift', '  ;;'] : []),
  ];
  return [
    ...optionLoop(taken, 'fail "unknown option $1"'),
    'if [[ -z $ENVIRONMENT ]]; then',
    '  usage >&2',
    '  fail "--env is missing"',
    'fi',
    'is_among "${ENVIRONMENTS[@]}" || fail "the documents know these environments: ${ENVIRONMENTS[*]}"',
    'TARGET=${TARGETS[$ENVIRONMENT]}',
  ];
}
