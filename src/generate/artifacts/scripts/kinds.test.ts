import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ordersService } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../model/service.ts';
import { scripts } from './index.ts';

/** A folder with the scripts of a project, beside it a kubectl that answers as told and writes down what it was asked. */
function cluster(project: Project, answers: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of scripts.emit(project, { pipelineType: 'github-actions' }))
    write(`scripts/${path}`, content);
  write('devops-flow.yaml', '');
  const cases = Object.entries(answers).map(([part, answer]) => `*"${part}"*) printf '%s' '${answer}' ;;`);
  const body = ['#!/bin/sh', `echo "$*" >> ${folder}/asked`, `case "$*" in`, ...cases, 'esac', 'exit 0'];
  write('bin/kubectl', body.join('\n'));
  chmodSync(join(folder, 'bin/kubectl'), 0o755);
  const run = (script: string, ...args: string[]) => {
    const env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      DEVOPS_FLOW: 'true',
      DEPLOYMENT_LOG: '',
      DEPLOYMENT_LOCK: '',
    };
    const { status, stderr } = spawnSync('bash', [join(folder, 'scripts', `${script}.sh`), ...args], {
      encoding: 'utf8',
      env,
    });
    return { status, stderr };
  };
  const asked = () =>
    existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') : [];
  return { folder, run, asked, write };
}

const text = (service: Service, script: string) =>
  scripts.emit(alone(service), { pipelineType: 'github-actions' }).find(({ path }) => path === `${script}.sh`)
    ?.content ?? '';

test('a service of every kind has the six scripts', () => {
  for (const service of [shopService, mailerService, reportService, searchService]) {
    const found = scripts.emit(alone(service), { pipelineType: 'github-actions' });
    expect(found.map(({ path }) => path)).toEqual([
      'cleanup.sh',
      'deploy.sh',
      'health-check.sh',
      'install.sh',
      'rollback.sh',
      'setup.sh',
    ]);
  }
});

describe('a worker', () => {
  test('is healthy when its pods are: nothing is asked over HTTP', () => {
    const { run, asked } = cluster(alone(mailerService));
    expect(run('health-check', '--env', 'staging')).toMatchObject({ status: 0 });
    expect(asked()).toEqual(['--namespace mailer rollout status deployment/mailer --timeout 20s']);
  });

  test('is replaced pod by pod, whatever the strategy of the environment is called', () => {
    expect(text(mailerService, 'deploy')).not.toContain('other_slot');
    const { run, asked, write } = cluster(alone({ ...mailerService, rollout: quick }));
    for (const file of ['namespace', 'deployment', 'hpa', 'pdb']) write(`k8s/${file}.yaml`, '');
    const { status, stderr } = run('deploy', '--env', 'local2', '--strategy', 'blue-green');
    expect([status, stderr]).toEqual([1, expect.stringContaining('the documents know these environments')]);
    expect(run('deploy', '--env', 'development', '--strategy', 'blue-green', '--image', 'a/b:2').status).toBe(
      0,
    );
    expect(asked().filter(line => line.includes('set image') || line.includes('rollout'))).toEqual([
      expect.stringMatching(/^set image --local -f .*\/k8s\/deployment\.yaml mailer=a\/b:2 -o yaml$/),
      '--namespace mailer rollout status deployment/mailer --timeout 900s',
      '--namespace mailer rollout status deployment/mailer --timeout 20s',
      '--namespace mailer rollout status deployment/mailer --timeout 20s',
    ]);
  });
});

test('a map is asked by the name of an environment; what is no name in Bash is quoted, for formatters take it for arithmetic', () => {
  const [first] = mailerService.environments;
  if (!first) throw new Error('the fixture has no environment');
  const environments = ['staging', 'pre-prod', 'eu.1', "it's"].map(name => ({
    ...first,
    name,
    replicas: 7,
    bakeSeconds: 0,
  }));
  const service = { ...mailerService, environments };
  expect(text(service, 'deploy')).toContain(
    "declare -rA REPLICAS=(\n  [staging]=7\n  ['pre-prod']=7\n  ['eu.1']=7\n  ['it'\\''s']=7\n)\n",
  );
  const { run, write } = cluster(alone(service));
  for (const file of ['namespace', 'deployment', 'hpa']) write(`k8s/${file}.yaml`, '');
  expect(run('deploy', '--env', 'pre-prod')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('7 replicas, pod by pod'),
  });
});

const quick = { ...ordersService.rollout, bakeSeconds: 0 };

test('Bash counts whole seconds', () => {
  const rollout = { ...ordersService.rollout, readySeconds: 0.5, bakeSeconds: 1.5, deploySeconds: 2.5 };
  expect(text({ ...ordersService, rollout }, 'health-check')).toContain('readonly READY_SECONDS=1\n');
  expect(text({ ...ordersService, rollout }, 'deploy')).toContain('readonly DEPLOY_SECONDS=3\n');
  expect(text({ ...ordersService, rollout }, 'deploy')).toContain('  [production]=2\n');
});

describe('a job', () => {
  test('is run to its end; the one before makes way once it has ended', () => {
    const { run, asked, write } = cluster(alone(reportService), { 'get job': 'report Complete' });
    write('k8s/namespace.yaml', '');
    write('k8s/job.yaml', '');
    expect(run('deploy', '--env', 'staging', '--image', 'a/b:2')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('it has run to its end'),
    });
    expect(asked().filter(line => line.includes('delete') || line.includes('set image'))).toEqual([
      '--namespace report delete job report --wait',
      expect.stringMatching(/^set image --local -f .*\/k8s\/job\.yaml report=a\/b:2 -o yaml$/),
    ]);
  });

  test.each([
    ['report SuccessCriteriaMet Complete', 0, 'it has run to its end'],
    ['report FailureTarget Failed', 1, 'it failed'],
    ['', 1, 'it has not run, or more than a week ago'],
  ])('that stands as %j ends the health check with %i', (answer, status, message) => {
    const { run } = cluster(alone(reportService), { 'get job': answer });
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status,
      stderr: expect.stringContaining(message),
    });
  });

  test('goes back to nothing by itself: an earlier image is run when it is named', () => {
    const { run } = cluster(alone(reportService), { 'get job': 'report Complete' });
    expect(run('rollback', '--env', 'staging')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('say --to IMAGE for an earlier one'),
    });
  });
});

describe('install on this machine', () => {
  const here = (service: Service) => {
    const { folder, run } = cluster(alone({ ...service, source: '.' }));
    return { folder, run: () => run('install', '--env', 'local', '--project', folder) };
  };

  test('runs what the developers type, as they type it', () => {
    const commands = {
      install: 'echo "it\'s" > installed && echo ${HOME:+home} >> installed',
      build: 'cp installed built',
    };
    const { folder, run } = here({ ...mailerService, commands });
    expect(run()).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'built'), 'utf8')).toBe("it's\nhome\n");
  });

  test.each([
    ['echo ${HOME}', true],
    ['echo `date`', true],
    ["echo '$'5", false],
    ['npm ci', false],
  ])('says of %s to shellcheck that it is meant to stand in single quotes: %s', (command, said) => {
    const lines = text({ ...mailerService, commands: { install: command } }, 'install').split('\n');
    const at = lines.findIndex(line => line.startsWith('readonly INSTALL='));
    const reason = '# shellcheck disable=SC2016 # expanded by the bash that runs it';
    expect(lines[at - 1] === reason).toBe(said);
  });

  test('fails when what they type fails', () => {
    expect(here({ ...mailerService, commands: { install: 'false | true' } }).run().status).toBe(1);
  });

  test('has nothing to do for an image that others build', () => {
    expect(here(searchService).run()).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('others build the image: nothing to install'),
    });
  });
});

test('files of the project that pods mount become a ConfigMap when the service is installed or deployed', () => {
  const { folder, run, asked } = cluster(alone(shopService));
  expect(run('install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked()).toContain(
    `create configmap shop-sources --from-file terms.md=${folder}/legal/terms.md --dry-run=client -o yaml`,
  );
  expect(text(shopService, 'deploy')).toContain('deployment "$target" "$replicas" | stamp_sources | apply -');
  expect(text(ordersService, 'deploy')).toContain('deployment "$target" "$replicas" | apply -');
});

test('a health check asks the port by the name that the container gives it, or leaves the question to Kubernetes', () => {
  const ports = [{ name: 'web', port: 80, target: 8080, protocol: 'tcp' }] as const;
  expect(text({ ...ordersService, ports }, 'health-check')).toContain('readonly HTTP_PORT=web\n');
  expect(text(ordersService, 'health-check')).toContain('readonly HTTP_PORT=http\n');
  // Commands, TLS, headers and other ports are asked where the probes are.
  expect(text(shopService, 'health-check')).toContain('rollout status "$TARGET"');
});

test('scripts of several services find their own manifests and keep logs of their own', () => {
  const { folder, run, asked, write } = cluster(shopProject);
  write('k8s/mailer/configmap.yaml', '');
  expect(run('mailer/install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked()).toEqual([
    '--namespace mailer get namespace mailer --ignore-not-found -o name',
    `--namespace mailer apply --server-side --force-conflicts --field-manager devops-flow -f ${folder}/k8s/mailer/configmap.yaml`,
  ]);
  expect(existsSync(join(folder, 'logs/mailer'))).toBe(true);
});

describe('an environment', () => {
  const admin = 'namespace deployer rbac';
  const laid = (answers: Record<string, string>) => {
    const { run, asked, write } = cluster(alone({ ...mailerService, rollout: quick }), answers);
    for (const file of [...admin.split(' '), 'deployment', 'hpa', 'quota']) write(`k8s/${file}.yaml`, '');
    expect(run('deploy', '--env', 'staging').status).toBe(0);
    return asked().flatMap(line => / apply .*\/k8s\/([\w-]+)\.yaml$/.exec(line)?.[1] ?? []);
  };

  test('that is not there is set up by the first deploy', () => {
    expect(laid({})).toEqual(['namespace', 'rbac', 'deployer', 'quota']);
  });

  test('that is there is left to whoever may change it: a deployer may not', () => {
    expect(laid({ 'get namespace mailer': 'namespace/mailer' })).toEqual(['quota']);
  });
});

describe('a service whose instances have volumes of their own', () => {
  const volumes = ordersService.volumes.map(volume => ({ ...volume, perInstance: true }));
  const stateful = alone({ ...ordersService, volumes, rollout: quick });
  const manifests = ['namespace', 'statefulset', 'hpa', 'service'];

  test('is replaced pod by pod, with as many replicas as run', () => {
    const { run, asked, write } = cluster(stateful, { '.spec.replicas': '5', updateRevision: 'orders-1' });
    for (const file of manifests) write(`k8s/${file}.yaml`, '');
    expect(run('deploy', '--env', 'staging', '--image', 'a/b:2').status).toBe(0);
    expect(asked()).toContainEqual(expect.stringContaining('"path": "/spec/replicas", "value": 5'));
    expect(asked().filter(line => /set image|rollout/.test(line))).toEqual([
      expect.stringMatching(/^set image --local -f .*\/statefulset\.yaml orders=a\/b:2 -o yaml$/),
      '--namespace orders rollout status statefulset/orders --timeout 900s',
      '--namespace orders rollout status statefulset/orders --timeout 20s',
      '--namespace orders rollout status statefulset/orders --timeout 20s',
    ]);
  });

  test('goes back to the revision before', () => {
    const { run, asked } = cluster(stateful, { 'rollout history': '1\n2\n' });
    expect(run('rollback', '--env', 'staging').status).toBe(0);
    expect(asked()).toContain('--namespace orders rollout undo statefulset/orders');
  });
});

describe('a job with a schedule', () => {
  const schedule = {
    cron: '30 3 * * *',
    timeZone: 'Etc/UTC',
    overlap: 'forbid',
    startingDeadlineSeconds: 600,
    successfulHistory: 3,
    failedHistory: 3,
  } as const;
  const scheduled = alone({ ...reportService, schedule });

  test('is run by the cluster at its times', () => {
    const { run, asked, write } = cluster(scheduled);
    write('k8s/cronjob.yaml', '');
    const { status, stderr } = run('deploy', '--env', 'staging', '--image', 'a/b:2');
    expect([status, stderr]).toEqual([0, expect.stringContaining('a/b:2 as cron job report: 30 3 * * *')]);
    expect(asked().at(-2)).toMatch(/^set image --local -f .*\/cronjob\.yaml report=a\/b:2 -o yaml$/);
    expect(asked().at(-1)).toMatch(/ apply .* -f -$/);
  });

  test.each([
    ['', 0, 'it has not run yet'],
    ['report-1 Complete\nreport-2 Failed\n', 1, 'the last run, report-2, failed'],
    ['report-1 Failed\nreport-2 SuccessCriteriaMet Complete\n', 0, 'the last run, report-2, ended well'],
    ['report-1 Complete\nreport-2 \n', 0, 'report-2 is under way'],
  ])('whose runs are %j', (runs, code, words) => {
    const { run } = cluster(scheduled, { 'get cronjob': 'cronjob.batch/report', 'get jobs': runs });
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status: code,
      stderr: expect.stringContaining(words),
    });
  });

  test('that is not deployed is not healthy', () => {
    const { run } = cluster(scheduled);
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('it is not deployed'),
    });
  });
});
