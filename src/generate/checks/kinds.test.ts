import { describe, expect, test } from 'vitest';
import { brokenIn, emitted, foundIn } from '../../../test/fixtures/checked.ts';
import { ordersService, ordersWith } from '../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../test/fixtures/shop.ts';
import type { Service } from '../../model/service.ts';
import { checkArtifacts } from './index.ts';

const container = { addCapabilities: [], dropCapabilities: [] };

describe('several ports', () => {
  const variables = shopService.variables.filter(({ name }) => name !== 'REGION');
  const shop = alone({ ...shopService, variables, sidecars: [] });

  test.each([
    [
      'Dockerfile',
      'EXPOSE 9100',
      'EXPOSE 9101',
      'EXPOSE is 9101, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    ['Dockerfile', 'ENV PORT="8080"', 'ENV PORT="9100"', 'PORT is 9100, but the service listens on 8080'],
    [
      'k8s/deployment.yaml',
      'containerPort: 5353',
      'containerPort: 53',
      'containerPort is 53, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/deployment.yaml',
      'port: 8443',
      'port: 8444',
      'readinessProbe is 8444, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/service.yaml',
      'targetPort: metrics',
      'targetPort: metric',
      'targetPort is metric, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
    [
      'k8s/networkpolicy.yaml',
      'port: 9100',
      'port: 9101',
      'the port of the policy is 9101, but the service listens on 8080 or 9100 or 5353 or 8443',
    ],
  ])('are told from one that nobody listens on (%s: %s -> %s)', (place, text, by, message) => {
    expect(brokenIn(shop, place, text, by)).toEqual([`port-mismatch: ${message}`]);
  });

  test('of a sidecar are its own', () => {
    expect(foundIn(alone(shopService)).filter(problem => problem.includes('port'))).toEqual([]);
  });
});

describe('what a kind does not have is not missed', () => {
  test('a worker has no health check, unless its document says how', () => {
    expect(foundIn(alone(mailerService))).toEqual([]);
    const probes = [{ name: 'live', command: ['/bin/beat'], headers: [] }] as const;
    const probed = { ...mailerService, health: { ...mailerService.health, probes } };
    expect(brokenIn(alone(probed), 'Dockerfile', 'HEALTHCHECK', 'HEALTHCHECK NONE\n#')).toEqual([
      'DS-0026: the image has no HEALTHCHECK',
    ]);
  });

  test('the pods of a job are those of its policy', () => {
    expect(foundIn(alone(reportService))).toEqual([]);
    const text = 'matchLabels:\n      app.kubernetes.io/name: report';
    expect(
      brokenIn(alone(reportService), 'k8s/networkpolicy.yaml', text, 'matchLabels:\n      app: report'),
    ).toEqual([
      'selector-mismatch: NetworkPolicy "report" selects app=report, but the pods are labelled app.kubernetes.io/name=report,app.kubernetes.io/version=1.0.0,app.kubernetes.io/managed-by=devops-flow',
    ]);
  });
});

describe('what the document asks for is no error of ours', () => {
  const foreign = (tag: string): Service => ({
    ...ordersService,
    container: { ...container, readOnlyRoot: true },
    image: { repository: 'nginx', tag, built: false },
  });

  test('the tag latest is a warning, and what appears behind our back an error', () => {
    expect(foundIn(alone(foreign('latest')))).toEqual(['warning image-tag-latest']);
    expect(brokenIn(alone(foreign('1.27.1')), 'k8s/deployment.yaml', 'nginx:1.27.1', 'nginx:latest')).toEqual(
      ['CKV_K8S_14: the image nginx:latest has no fixed tag'],
    );
  });

  test('a user of the document is taken as it is, and what an edit makes of it is not', () => {
    const user = (name: string) => ordersWith({ container: { ...container, user: name } });
    expect(foundIn(user('1000:1000'))).toEqual([]);
    expect(foundIn(user('root'))).toEqual(['warning container-rights']);
    const text = '            runAsUser: 1000\n';
    expect(brokenIn(user('1000'), 'k8s/deployment.yaml', text, '            runAsUser: 999\n')).toEqual([
      'KSV-0020: the container orders runs as the user 999',
    ]);
    expect(brokenIn(user('1000'), 'Dockerfile', 'USER 1000', 'USER root')).toEqual([
      'DL3002: the image runs as root',
    ]);
  });

  test.each([
    [{ privileged: true }, 'orders runs privileged'],
    [{ user: '0' }, 'orders runs as root'],
    [
      { addCapabilities: ['CAP_SYS_ADMIN', 'NET_BIND_SERVICE'] },
      'orders runs with the capabilities CAP_SYS_ADMIN',
    ],
  ])('rights that it needs open its namespace, with a warning (%j)', (changes, message) => {
    const project = ordersWith({ container: { ...container, ...changes } });
    expect(checkArtifacts(project, emitted(project)).map(problem => [problem.id, problem.message])).toEqual([
      ['container-rights', message],
    ]);
  });

  test('an image that others build may want more than it gets: a note says so until the document decides', () => {
    expect(foundIn(alone({ ...foreign('1.27.1'), container }))).toEqual(['note image-rights-unknown']);
    expect(foundIn(alone(searchService))).toEqual([]);
  });
});

test('a variable that an environment has to bring is missed in sidecars too', () => {
  expect(foundIn(alone(shopService))).toEqual(['warning variable-without-value']);
});
