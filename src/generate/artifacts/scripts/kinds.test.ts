import { describe, expect, test } from 'vitest';
import { ordersService } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import { scriptOf, standInCluster } from '../../../../test/scripts/stand-in-cluster.ts';
import type { Service } from '../../../model/service.ts';
import { scripts } from './index.ts';

const quick = { ...ordersService.rollout, bakeSeconds: 0 };

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
    const { run, asked } = standInCluster(alone(mailerService));
    expect(run('health-check', '--env', 'staging')).toMatchObject({ status: 0 });
    expect(asked()).toEqual(['--namespace mailer-staging rollout status deployment/mailer --timeout 20s']);
  });

  test('is replaced pod by pod, whatever the strategy of the environment is called', () => {
    expect(scriptOf(mailerService, 'deploy')).not.toContain('other_slot');
    const { run, asked } = standInCluster(alone({ ...mailerService, rollout: quick }));
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

describe('a job', () => {
  test('is run to its end; the one before makes way once it has ended', () => {
    const { run, asked } = standInCluster(alone(reportService), { 'get job': 'report Complete' });
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
    const { run } = standInCluster(alone(reportService), { 'get job': answer });
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status,
      stderr: expect.stringContaining(message),
    });
  });

  test('goes back to nothing by itself: an earlier image is run when it is named', () => {
    const { run } = standInCluster(alone(reportService), { 'get job': 'report Complete' });
    expect(run('rollback', '--env', 'staging')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('say --to IMAGE for an earlier one'),
    });
  });
});

describe('a service whose instances have volumes of their own', () => {
  const volumes = ordersService.volumes.map(volume => ({ ...volume, perInstance: true }));
  const stateful = alone({ ...ordersService, volumes, rollout: quick });
  test('is replaced pod by pod, with as many replicas as run', () => {
    const { run, asked } = standInCluster(stateful, { '.spec.replicas': '5', updateRevision: 'orders-1' });
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
    const { run, asked } = standInCluster(stateful, { 'rollout history': '1\n2\n' });
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
    const { run, asked } = standInCluster(scheduled);
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
    const { run } = standInCluster(scheduled, { 'get cronjob': 'cronjob.batch/report', 'get jobs': runs });
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status: code,
      stderr: expect.stringContaining(words),
    });
  });

  test('that is not deployed is not healthy', () => {
    const { run } = standInCluster(scheduled);
    expect(run('health-check', '--env', 'staging')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('it is not deployed'),
    });
  });
});
