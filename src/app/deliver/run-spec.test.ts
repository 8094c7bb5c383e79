import { describe, expect, test } from 'vitest';
import { ordersService } from '../../../test/fixtures/orders.ts';
import { mailerService, reportService, searchService, shopService } from '../../../test/fixtures/shop.ts';
import { Failure } from '../../errors/index.ts';
import type { Service } from '../../model/service.ts';
import { runnable, runSpecOf } from './run-spec.ts';

const refused = (service: Service): string[] => {
  try {
    runnable(service);
    return [];
  } catch (error) {
    return error instanceof Failure ? error.problems.map(({ id }) => id) : [String(error)];
  }
};

describe('what this machine cannot run is refused by name, with all reasons', () => {
  test.each<[string, Service, string[]]>([
    ['a service that answers HTTP', ordersService, []],
    ['a model', { ...ordersService, kind: 'model' }, []],
    ['a worker', mailerService, ['kind-not-yet']],
    ['a job that its Dockerfile starts', reportService, ['kind-not-yet', 'command-unknown']],
    ['an image that others build', searchService, ['image-not-yet']],
    ['a worker that others build', { ...searchService, kind: 'worker' }, ['kind-not-yet', 'image-not-yet']],
    ['a service that nobody says how to start', { ...ordersService, command: [] }, ['command-unknown']],
  ])('%s', (_title, service, ids) => {
    expect(refused(service)).toEqual(ids);
  });
});

describe('how an instance runs', () => {
  test('its arguments stand behind its command, and the documented port gives way to its own', () => {
    const { command } = runSpecOf(
      runnable({ ...ordersService, arguments: ['--listen', '0.0.0.0:8080', '--workers', '2'] }),
    );
    expect(command).toEqual(['node', 'server.js', '--listen', '0.0.0.0:$PORT', '--workers', '2']);
  });

  test('only volumes that outlive it are kept for it; the variable of another one is a variable like any', () => {
    const { volumes, requiredVariables } = runSpecOf(
      runnable({
        ...shopService,
        variables: [{ name: 'SOURCES_DIR', required: true, sensitive: false }],
      }),
    );
    expect(volumes).toEqual([
      { name: 'data', variable: 'DATA_DIR' },
      { name: 'uploads', variable: 'UPLOADS_DIR' },
    ]);
    expect(requiredVariables).toEqual(['SOURCES_DIR']);
  });
});
