import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import { scripts } from './index.ts';

/**
 * A stand-in for aws, not ECS itself: task definitions are files, the service is the name of one of them, and each is
 * steady at once but for images called "bad".
 */
const aws = `#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")/state"
arn() { echo "arn:aws:ecs:eu-central-1:1:task-definition/orders:$1"; }
option() { while [[ $1 != "$OPTION" ]]; do shift; done; echo "$2"; }
value() { OPTION=$1; shift; option "$@"; }
case " $* " in
  *" describe-services "*rolloutState*)
    now=$(cat now)
    state=COMPLETED
    if grep -q '"image": "bad' "$now.json"; then state=FAILED; fi
    printf '%s\\t%s\\n' "$(arn "$now")" "$state"
    ;;
  *" describe-services "*) arn "$(cat now)" ;;
  *" describe-task-definition "*)
    revision=$(value --task-definition "$@")
    revision=\${revision##*:}
    case "$*" in
      *devops-flow-before*) jq -r '(.tags // [])[] | select(.key == "devops-flow-before").value' "$revision.json" | grep . || echo None ;;
      *taskDefinitionArn*) arn "$revision" ;;
      *) jq 'del(.tags)' "$revision.json" ;;
    esac
    ;;
  *" register-task-definition "*)
    file=$(value --cli-input-json "$@")
    next=$(($(ls -- *.json | wc -l) + 1))
    cp "\${file#file://}" "$next.json"
    arn "$next"
    ;;
  *" list-task-definitions "*) arn "$(ls -- *.json | wc -l)" ;;
  *" update-service "*)
    to=$(value --task-definition "$@")
    echo "\${to##*:}" >now
    echo "\${to##*:}" >>served
    ;;
esac
`;

/** What is asked over the load balancer: versions called "odd" are healthy, and answer nothing else. */
const curl = `#!/bin/bash
cd "$(dirname "$0")/state"
if [[ $* == */orders ]] && grep -q '"image": "odd' "$(cat now).json"; then printf 500; else printf 200; fi
`;

function service() {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['scripts', 'bin/state']) mkdirSync(join(folder, name), { recursive: true });
  const environments = ordersService.environments.map(environment => ({
    ...environment,
    target: 'ecs' as const,
    bakeSeconds: 0,
  }));
  const endpoints = [{ name: '', method: 'GET', path: '/orders', parameters: [], examples: [] }];
  for (const { path, content } of scripts.emit(ordersWith({ environments, endpoints }), {
    pipelineType: 'github-actions',
  }))
    writeFileSync(join(folder, 'scripts', path), content);
  writeFileSync(join(folder, 'bin/aws'), aws, { mode: 0o755 });
  writeFileSync(join(folder, 'bin/curl'), curl, { mode: 0o755 });
  const first = { containerDefinitions: [{ name: 'orders', image: 'orders:1' }] };
  writeFileSync(join(folder, 'bin/state/1.json'), JSON.stringify(first));
  writeFileSync(join(folder, 'bin/state/now'), '1\n');
  const run = (script: string, ...args: string[]) => {
    const file = join(folder, 'scripts', `${script}.sh`);
    const { status, stderr } = spawnSync(
      'bash',
      [file, '--env', 'staging', '--strategy', 'rolling', ...args],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
          SERVICE_URL: 'https://orders.example.com',
          DEPLOYMENT_LOG: '',
          DEPLOYMENT_LOCK: '',
        },
      },
    );
    return { status, stderr };
  };
  const serving = () => readFileSync(join(folder, 'bin/state/now'), 'utf8').trim();
  const leave = (revision: string) => writeFileSync(join(folder, 'bin/state/now'), `${revision}\n`);
  const put = (revision: string, definition: object) =>
    writeFileSync(join(folder, `bin/state/${revision}.json`), JSON.stringify(definition, null, 2));
  return { run, serving, leave, put };
}

test('ECS, by a stand-in for aws: a rollback goes to what served well before, whatever has been left since', () => {
  const { run, serving } = service();
  const steps = [
    ['deploy', '--image', 'orders:2'],
    ['rollback'],
    ['rollback'],
    ['deploy', '--image', 'orders:0'],
    ['rollback'],
    ['deploy', '--image', 'orders:1'],
    ['deploy', '--image', 'bad:1'],
    ['rollback'],
  ].map(([script = '', ...args]) => {
    const { status, stderr } = run(script, ...args);
    return [[script, ...args].join(' '), status, serving(), status === 0 ? '' : stderr.slice(-300)];
  });
  expect(steps).toEqual([
    ['deploy --image orders:2', 0, '2', ''],
    ['rollback', 0, '1', ''],
    ['rollback', 0, '1', ''],
    ['deploy --image orders:0', 0, '3', ''],
    ['rollback', 0, '1', ''],
    ['deploy --image orders:1', 0, '1', ''],
    ['deploy --image bad:1', 1, '1', expect.stringContaining('was rolled back')],
    ['rollback', 0, '1', ''],
  ]);
});

test('ECS, by a stand-in for aws: what an interrupted deploy has left half done is nothing to go back to', () => {
  const { run, serving, leave, put } = service();
  put('2', {
    containerDefinitions: [{ name: 'orders', image: 'bad:2' }],
    tags: [{ key: 'devops-flow-before', value: 'arn:aws:ecs:eu-central-1:1:task-definition/orders:1' }],
  });
  leave('2');
  const { status, stderr } = run('deploy', '--image', 'orders:3');
  expect([status, serving()]).toEqual([0, '3']);
  expect(stderr).toContain(
    'orders:2 is not steady: a rollback goes to arn:aws:ecs:eu-central-1:1:task-definition/orders:1',
  );
  expect([run('rollback').status, serving()]).toEqual([0, '1']);
});

test('ECS, by a stand-in for aws: a version that is healthy and fails its smoke tests is rolled back', () => {
  const { run, serving } = service();
  const { status, stderr } = run('deploy', '--image', 'odd:2');
  expect([status, serving()]).toEqual([1, '1']);
  expect(stderr).toMatch(/smoke-tests\.sh \/orders 500\n(?:.*\n)*.*odd:2 was rolled back\n$/);
});
