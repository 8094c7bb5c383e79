import type { Helper } from './helper.ts';

/** The run of a job in a cluster. Each helper may use only those above it. */
export const jobs: readonly Helper[] = [
  {
    name: 'job_state',
    lines: [
      '# none, running, Complete or Failed',
      'job_state() {',
      '  local found',
      '  found=$("${KUBECTL[@]}" get job "$SERVICE" --ignore-not-found \\',
      '    -o \'jsonpath={.metadata.name} {.status.conditions[?(@.status=="True")].type}\')',
      '  case $found in',
      '    "") echo none ;;',
      '    *Complete*) echo Complete ;;',
      '    *Failed*) echo Failed ;;',
      '    *) echo running ;;',
      '  esac',
      '}',
    ],
  },
  {
    name: 'has_ended',
    lines: [
      '# Waits for a run that is under way.',
      'has_ended() {',
      '  local until=$((SECONDS + DEPLOY_SECONDS))',
      '  while [[ $(job_state) == running ]]; do',
      '    ((SECONDS < until)) || return 1',
      '    beside sleep 2',
      '  done',
      '}',
    ],
  },
];
