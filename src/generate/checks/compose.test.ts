import { describe, expect, test } from 'vitest';
import { brokenIn, emitted, foundIn } from '../../../test/fixtures/checked.ts';
import { ordersProject, ordersWith } from '../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../test/fixtures/shop.ts';
import type { Project } from '../../model/service.ts';
import { countedOn } from './counted-on.ts';

test.each<[string, Project]>([
  ['the example', ordersProject],
  ['four services', shopProject],
  ['a service with all that a container can be given', alone(shopService)],
  ['a worker', alone(mailerService)],
  ['a job', alone(reportService)],
  ['an image that others build', alone(searchService)],
  [
    'privileged, as its document asks',
    ordersWith({ container: { privileged: true, addCapabilities: [], dropCapabilities: [] } }),
  ],
])('a generated Compose file has no findings: %s', (_, project) => {
  expect(foundIn(project, ['compose'])).toEqual([]);
});

describe('what is broken by hand is found by the rule that scanners have for it', () => {
  test.each([
    [
      'name: orders\n',
      'version: "3"\n',
      ['no-version-field: the file says its version', 'require-project-name-field: the file has no name'],
    ],
    [
      'image: postgres:15.19-trixie',
      'image: postgres',
      ['service-image-require-explicit-tag: database has the image postgres'],
    ],
    [
      '"127.0.0.1:${ORDERS_PORT:-8080}:8080"',
      '"${ORDERS_PORT:-8080}:8080"',
      [
        'container-traffic-not-bound-to-host-interface: orders publishes ${ORDERS_PORT:-8080}:8080 on every address of the machine',
      ],
    ],
    [
      '"127.0.0.1:${ORDERS_PORT:-8080}:8080"',
      '{ target: 8080, published: "80" }',
      [
        'container-traffic-not-bound-to-host-interface: orders publishes 8080 on every address of the machine',
        'privileged-ports-mapped-in-container: orders publishes 8080 below 1024',
      ],
    ],
    [
      '"127.0.0.1:${ORDERS_PORT:-8080}:8080"',
      '"127.0.0.1:8080:80"',
      ['port-mismatch: ports is 80, but the service listens on 8080'],
    ],
    ['PORT: "8080"', 'PORT: "80"', ['port-mismatch: PORT is 80, but the service listens on 8080']],
    ['    healthcheck:\n', '    x-healthcheck:\n', ['healthcheck-not-set: orders has no healthcheck']],
    ['          pids: 256\n', '', ['limits-not-set: orders has no limit of pids']],
    ['    deploy:\n', '    x-deploy:\n', ['limits-not-set: orders has no limit of cpus, memory, pids']],
    [
      '      - no-new-privileges:true\n',
      '      - seccomp:unconfined\n',
      ['no-new-privileges-not-set: orders may gain privileges'],
    ],
    [
      '      - ALL\n',
      '      - CHOWN\n',
      ['container-capabilities-unrestricted: orders keeps the capabilities that Docker gives'],
    ],
    [
      '    init: true\n',
      '    privileged: true\n',
      ['privileged-containers-enabled: orders has privileged: true'],
    ],
    ['    init: true\n', '    pid: host\n', ['privileged-containers-enabled: orders has pid: host']],
    [
      '      - type: volume\n        source: orders-data\n        target: /data\n',
      '      - /var/run/docker.sock:/var/run/docker.sock\n',
      ["privileged-containers-enabled: orders has Docker's socket"],
    ],
    [
      '        source: orders-data\n',
      '        source: /etc\n',
      ['privileged-containers-enabled: orders has the folder /etc of the machine'],
    ],
    [
      '    networks:\n      - app\n      - data\n',
      '',
      ['networks-not-set: orders is in the network that all containers share'],
    ],
    [
      '    restart: unless-stopped\n',
      '',
      ['restart-policy-not-set: orders does not say what happens when it ends'],
    ],
    [
      'DATABASE_URL: postgresql://app:${DATABASE_PASSWORD:?see .env.example}@database:5432/app',
      'DATABASE_URL: postgresql://app:Tr0ub4dor-3x@database:5432/app',
      ['secret-value: PASSWORD on line 18 holds the value of a secret'],
    ],
    ['services:\n', 'x-services:\n', ['artifact-incomplete: the Compose file has no services']],
  ])('%j', (text, by, expected) => {
    expect(brokenIn(ordersProject, 'compose.yaml', text, by, ['compose'])).toEqual(expected);
  });
});

test('the Dockerfile that is built is counted on', () => {
  const [file] = emitted(ordersProject, ['compose']).filter(({ kind }) => kind === 'compose');
  expect(file && countedOn(file)).toEqual([
    { path: 'Dockerfile', line: 9, text: '      dockerfile: Dockerfile' },
  ]);
});
