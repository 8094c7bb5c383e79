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

/**
 * A folder with the scripts of a project, beside it a kubectl that answers as told and writes down what it was asked.
 * `objects` ("Deployment mailer") are what it renders for each environment.
 */
function cluster(project: Project, answers: Record<string, string> = {}, objects: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of scripts.emit(project, { pipelineType: 'github-actions' }))
    write(`scripts/${path}`, content);
  write('devops-flow.yaml', '');
  const workloads = project.services.flatMap(({ name }) =>
    ['Deployment', 'StatefulSet', 'Job', 'CronJob'].map(kind => `${kind} ${name}`),
  );
  const rendered = (objects.length > 0 ? objects : workloads).map(title => {
    const [kind, name] = title.split(' ');
    return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
  });
  write('rendered.yaml', rendered.join('---\n'));
  for (const { name, environments } of project.services) {
    const own = project.services.length > 1 ? `/${name}` : '';
    write(`k8s${own}/Kustomization`, '');
    for (const environment of environments)
      write(`kustomize${own}/${environment.name}/kustomization.yaml`, '');
  }
  const cases = Object.entries(answers).map(([part, answer]) => `*"${part}"*) printf '%s' '${answer}' ;;`);
  const body = [
    '#!/bin/bash',
    `echo "$*" | sed 's|/[^ ]*/tmp\\.[^/ ]*/||g; s| --request-timeout [0-9s]*||g' >> ${folder}/asked`,
    'case "$*" in',
    `kustomize*) cat ${folder}/rendered.yaml ;;`,
    `*" apply "*) sed -n 's|^  name: |applied |p' "\${@: -1}" >> ${folder}/asked ;;`,
    ...cases,
    'esac',
    'exit 0',
  ];
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
  const applied = () => asked().flatMap(line => /^applied (.*)$/.exec(line)?.[1] ?? []);
  return { folder, run, asked, applied, write };
}

const text = (service: Service, script: string) =>
  scripts.emit(alone(service), { pipelineType: 'github-actions' }).find(({ path }) => path === `${script}.sh`)
    ?.content ?? '';

const six = ['cleanup.sh', 'deploy.sh', 'health-check.sh', 'install.sh', 'rollback.sh', 'setup.sh'];

test('a service of every kind has the six scripts; one that answers requests has two more', () => {
  const names = (service: Service) =>
    scripts.emit(alone(service), { pipelineType: 'github-actions' }).map(({ path }) => path);
  for (const service of [mailerService, reportService]) expect(names(service)).toEqual(six);
  for (const service of [shopService, searchService])
    expect(names(service)).toEqual([...six, 'smoke-tests.sh', 'switch-traffic.sh']);
});

describe('a worker', () => {
  test('is healthy when its pods are: nothing is asked over HTTP', () => {
    const { run, asked } = cluster(alone(mailerService));
    expect(run('health-check', '--env', 'staging')).toMatchObject({ status: 0 });
    expect(asked()).toEqual(['--namespace mailer-staging rollout status deployment/mailer --timeout 20s']);
  });

  test('is replaced pod by pod, whatever the strategy of the environment is called', () => {
    expect(text(mailerService, 'deploy')).not.toContain('other_slot');
    const { run, asked } = cluster(alone({ ...mailerService, rollout: quick }));
    const { status, stderr } = run('deploy', '--env', 'local2', '--strategy', 'blue-green');
    expect([status, stderr]).toEqual([1, expect.stringContaining('the documents know these environments')]);
    expect(run('deploy', '--env', 'development', '--strategy', 'blue-green', '--image', 'a/b:2').status).toBe(
      0,
    );
    expect(asked().filter(line => line.includes('set image') || line.includes('rollout'))).toEqual([
      'set image --local -f deployment-mailer.yaml mailer=a/b:2 -o yaml',
      '--namespace mailer-development rollout status deployment/mailer --timeout 900s',
      '--namespace mailer-development rollout status deployment/mailer --timeout 20s',
      '--namespace mailer-development rollout status deployment/mailer --timeout 20s',
    ]);
  });
});

test('a map is asked by the name of an environment; what is no name in Bash is quoted, for formatters take it for arithmetic', () => {
  const [first] = mailerService.environments;
  if (!first) throw new Error('the fixture has no environment');
  const environments = ['staging', 'pre-prod', 'eu.1', "it's"].map(name => ({
    ...first,
    name,
    target: 'kubernetes' as const,
    bakeSeconds: 0,
  }));
  const service = { ...mailerService, environments };
  expect(text(service, 'deploy')).toContain(
    "declare -rA NAMESPACES=(\n  [staging]=mailer-staging\n  ['pre-prod']=mailer-pre-prod\n  ['eu.1']=mailer-eu.1\n  ['it'\\''s']=mailer\n)\n",
  );
  const { run } = cluster(alone(service));
  expect(run('deploy', '--env', 'pre-prod')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('as Deployment mailer, pod by pod'),
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
    const { run, asked } = cluster(alone(reportService), { 'get job': 'report Complete' });
    expect(run('deploy', '--env', 'staging', '--image', 'a/b:2')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('it has run to its end'),
    });
    expect(asked().filter(line => line.includes('delete') || line.includes('set image'))).toEqual([
      '--namespace report-staging delete job report --wait',
      'set image --local -f job-report.yaml report=a/b:2 -o yaml',
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

test('a family that the scripts count on and nobody generated is named', () => {
  const { folder, run } = cluster(alone(mailerService));
  rmSync(join(folder, 'kustomize'), { recursive: true });
  const { status, stderr } = run('deploy', '--env', 'staging');
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(
      '/kustomize/staging has no kustomization.yaml: generate kustomize beside these scripts',
    ),
  ]);
});

test('files of the project that pods mount become a ConfigMap when the service is installed or deployed', () => {
  const { folder, run, asked } = cluster(alone(shopService));
  expect(run('install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked()).toContain(
    `create configmap shop-sources --from-file terms.md=${folder}/legal/terms.md --dry-run=client -o yaml`,
  );
  expect(text(shopService, 'deploy')).toContain(
    'with_image deployment | stamp_sources >"$WORK/release.yaml"',
  );
  expect(text(ordersService, 'deploy')).toContain('with_image deployment >"$WORK/release.yaml"');
});

test('a health check asks the port by the name that the container gives it, or leaves the question to Kubernetes', () => {
  const ports = [{ name: 'web', port: 80, target: 8080, protocol: 'tcp' }] as const;
  expect(text({ ...ordersService, ports }, 'health-check')).toContain('readonly HTTP_PORT=web\n');
  expect(text(ordersService, 'health-check')).toContain('readonly HTTP_PORT=http\n');
  // Commands, TLS, headers and other ports are asked where the probes are.
  expect(text(shopService, 'health-check')).toContain('wait_for "$TARGET_NAME" "$READY_SECONDS"');
});

test('scripts of several services find their own manifests and keep logs of their own', () => {
  const { folder, run, asked, applied } = cluster(shopProject, {}, [
    'ConfigMap mailer-settings',
    'Deployment mailer',
  ]);
  expect(run('mailer/install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked().slice(0, 2)).toEqual([
    `kustomize ${folder}/kustomize/mailer/staging`,
    '--namespace mailer-staging get namespace mailer-staging --ignore-not-found -o name',
  ]);
  expect(applied()).toEqual(['mailer-settings']);
  expect(existsSync(join(folder, 'logs/mailer'))).toBe(true);
});

describe('an environment', () => {
  const objects = [
    'Namespace mailer-staging',
    'ResourceQuota quota',
    'ServiceAccount mailer-deployer',
    'ServiceAccount mailer',
    'Role mailer-deployer',
    'Deployment mailer',
    'HorizontalPodAutoscaler autoscaler',
  ];
  const laid = (answers: Record<string, string>) => {
    const { run, applied } = cluster(alone({ ...mailerService, rollout: quick }), answers, objects);
    expect(run('deploy', '--env', 'staging').status).toBe(0);
    return applied();
  };

  test('that is not there is set up by the first deploy', () => {
    expect(laid({})).toEqual([
      'mailer-staging',
      'mailer-deployer',
      'mailer-deployer',
      'quota',
      'mailer',
      'autoscaler',
    ]);
  });

  test('that is there is left to whoever may change it: a deployer may not', () => {
    expect(laid({ 'get namespace mailer': 'namespace/mailer' })).toEqual(['quota', 'mailer', 'autoscaler']);
  });
});

describe('a service whose instances have volumes of their own', () => {
  const volumes = ordersService.volumes.map(volume => ({ ...volume, perInstance: true }));
  const stateful = alone({ ...ordersService, volumes, rollout: quick });
  test('is replaced pod by pod, with as many replicas as run', () => {
    const { run, asked } = cluster(stateful, { '.spec.replicas': '5', updateRevision: 'orders-1' });
    expect(run('deploy', '--env', 'staging', '--image', 'a/b:2').status).toBe(0);
    expect(asked().filter(line => /set image|rollout|"replicas"/.test(line))).toEqual([
      'set image --local -f statefulset-orders.yaml orders=a/b:2 -o yaml',
      expect.stringContaining('"replicas": 5'),
      '--namespace orders-staging rollout status statefulset/orders --timeout 900s',
      '--namespace orders-staging rollout status statefulset/orders --timeout 20s',
      '--namespace orders-staging rollout status statefulset/orders --timeout 20s',
    ]);
  });

  test('goes back to the revision before', () => {
    const { run, asked } = cluster(stateful, { 'rollout history': '1\n2\n' });
    expect(run('rollback', '--env', 'staging').status).toBe(0);
    expect(asked()).toContain('--namespace orders-staging rollout undo statefulset/orders');
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
    const { run, asked } = cluster(scheduled);
    const { status, stderr } = run('deploy', '--env', 'staging', '--image', 'a/b:2');
    expect([status, stderr]).toEqual([0, expect.stringContaining('a/b:2 as cron job report: 30 3 * * *')]);
    expect(asked()).toContain('set image --local -f cronjob-report.yaml report=a/b:2 -o yaml');
    expect(
      asked()
        .filter(line => line.includes(' apply '))
        .at(-1),
    ).toMatch(/ -f workload\.yaml$/);
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
