import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import { alone, mailerService, reportService, shopProject } from '../../../../test/fixtures/shop.ts';
import type { Language, Project } from '../../../model/service.ts';
import { tests } from './index.ts';

const emit = (project: Project) => tests.emit(project, {});
const file = (project: Project, path: string) => emit(project).find(one => one.path === path)?.content ?? '';

describe('the tests of a service', () => {
  test('are for every moment of its life: before traffic, end to end, under load, by hand', () => {
    expect(emit(ordersWith({})).map(({ path, kind, mode }) => `${path} ${kind} ${mode.toString(8)}`)).toEqual(
      [
        'README.md markdown 644',
        'smoke.sh shell 755',
        'contract/contract.test.mjs javascript 644',
        'e2e/e2e.test.mjs javascript 644',
        'load/artillery.yaml yaml 644',
        'load/k6.js javascript 644',
        'postman/collection.json json 644',
        'postman/local.environment.json json 644',
        'postman/development.environment.json json 644',
        'postman/staging.environment.json json 644',
        'postman/production.environment.json json 644',
      ],
    );
  });

  test.each<[Language, string]>([
    ['node', 'e2e/e2e.test.mjs'],
    ['python', 'e2e/test_e2e.py'],
    ['go', 'e2e/e2e_test.go'],
    ['java', 'e2e/E2eTest.java'],
    ['ruby', 'e2e/e2e_test.rb'],
    ['php', 'e2e/E2eTest.php'],
    ['dotnet', 'e2e/E2eTests.cs'],
    ['rust', 'e2e/e2e.rs'],
    ['static', 'e2e/e2e.test.mjs'],
  ])('go end to end in its own language (%s: %s)', (language, path) => {
    const text = file(ordersWith({ language }), path);
    expect(text).toContain('/health/live');
    expect(text).toContain('BASE_URL');
    expect(text).toContain('/orders/');
  });

  test('go end to end through parameters that are called as words of the language are', () => {
    const endpoints = ordersService.endpoints.map(endpoint => ({
      ...endpoint,
      name: endpoint.name.replace('id', 'case'),
      path: endpoint.path.replace('id', 'case'),
      responseSchema: '{"properties":{"case":{"type":"string"}}}',
    }));
    const text = file(ordersWith({ endpoints }), 'e2e/e2e.test.mjs');
    expect(text).toContain(`await ask("GET", "/orders/" + segment(made, 'case'), {`);
  });

  test('say in words that everybody may ask', () => {
    const table = file(ordersWith({}), 'README.md').split('\n');
    expect(table).toContain('| `POST /orders` | nothing: everybody may ask |  |  |');
  });

  test('ask nothing of what answers no HTTP', () => {
    expect(emit(alone(mailerService))).toEqual([]);
    expect(emit(alone(reportService))).toEqual([]);
  });

  test('ask only for a connection where nobody says a path: any answer could be right', () => {
    const over = { ...ordersService.health, over: 'tcp' } as const;
    const { metricsPath: _none, ...silent } = { ...ordersService, endpoints: [], health: over };
    const [smoke, ...others] = emit({ ...ordersWith({}), services: [silent] });
    expect(others).toEqual([]);
    expect(smoke?.content).toContain("try 'its port takes connections' scenario_1\n");
    expect(smoke?.content).not.toContain('ANSWER');
    // The scripts of production say so to every service.
    const said = [
      'bash',
      '-c',
      smoke?.content ?? '',
      'smoke.sh',
      '--read-only',
      '--url',
      'http://127.0.0.1:9',
    ];
    const { stdout } = spawnSync('env', said, { encoding: 'utf8' });
    expect(stdout).toContain('0 passed, 1 failed');
  });

  test('of several services stand in a folder for each', () => {
    const folders = new Set(emit(shopProject).map(({ path }) => path.split('/')[0]));
    expect([...folders]).toEqual(['shop', 'search']);
  });
});

describe('load', () => {
  test('is that of the documents, and so are its limits', () => {
    const text = file(ordersWith({}), 'load/k6.js');
    expect(text).toContain("timeUnit: '4s',\n      startRate: 20,");
    expect(text).toContain('{ target: 50, duration: hold },');
    expect(text).toContain("http_req_duration: ['p(95)<=250', 'p(99)<=400'],");
    expect(text).toContain("http_req_failed: ['rate<=0.01'],");
  });

  test('is modest where no document says one, and its errors are those that a release may have', () => {
    const project = ordersWith({
      performance: {},
      rollout: { ...ordersService.rollout, maxErrorPercent: 0.5 },
    });
    const text = file(project, 'load/k6.js');
    expect(text).toContain(
      '// No document says a load: this one is modest.\n        { target: 10, duration: hold },',
    );
    expect(text).toContain('// No document says how fast answers come.');
    expect(text).toContain("http_req_failed: ['rate<=0.005'],");
    expect(file(project, 'load/artillery.yaml')).toContain('maxErrorRate: 0.5\n');
  });

  test('leaves endpoints alone that refuse whoever asks often', () => {
    const endpoints = ordersService.endpoints.map(endpoint => ({ ...endpoint, rateLimit: 1 }));
    const text = file(ordersWith({ endpoints }), 'load/k6.js');
    expect(text).not.toContain('"/orders"');
    expect(text).toContain('ask("/health/live", "GET", "/health/live", 200, 399);');
  });
});
