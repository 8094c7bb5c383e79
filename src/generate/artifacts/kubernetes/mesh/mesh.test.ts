import { expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { at, documentsIn, listAt, textsOf } from '../../../../../test/fixtures/parsed.ts';
import { alone, mailerService, reportService, shopProject } from '../../../../../test/fixtures/shop.ts';
import type { Project } from '../../../../model/service.ts';
import { mesh } from './index.ts';

const files = (project: Project) => textsOf(mesh.emit(project, { pipelineType: 'github-actions' }));

test('the mesh that the documents name is the one that is written for', () => {
  const meshes = (project: Project) => [
    ...new Set(Object.keys(files(project)).map(path => path.split('/')[0])),
  ];
  expect(meshes(ordersProject)).toEqual(['istio', 'linkerd']);
  const security = [
    ...ordersService.security,
    { name: 'Mutual TLS', requirement: 'between all services', tool: 'Linkerd', verification: [] },
  ];
  expect(meshes(ordersWith({ security }))).toEqual(['linkerd']);
});

test('a component takes in every other file of its folder', () => {
  const all = files(ordersProject);
  for (const folder of ['istio', 'linkerd']) {
    const [component] = documentsIn(all[`${folder}/kustomization.yaml`]);
    const others = Object.keys(all).filter(
      path => path.startsWith(`${folder}/`) && !path.endsWith('kustomization.yaml'),
    );
    expect(listAt(component, 'resources').map(path => `${folder}/${String(path)}`)).toEqual(
      others.toSorted(),
    );
  }
});

test('only callers that are declared may ask: dependents by their accounts, namespaces by their names', () => {
  const [policy] = documentsIn(files(shopProject)['search/istio/authorization-policy.yaml']);
  expect(at(policy, 'spec', 'rules', 0, 'from', 0, 'source', 'principals')).toEqual([
    'cluster.local/ns/shop/sa/shop',
  ]);
  const [, authentication] = documentsIn(files(shopProject)['search/linkerd/authorization.yaml']);
  expect(at(authentication, 'spec', 'identities')).toContain(
    'shop.shop.serviceaccount.identity.linkerd.cluster.local',
  );
});

test('a service that nobody may ask lets nobody in', () => {
  const quiet = { ...ordersService, security: [], metricsPath: undefined };
  const { metricsPath: _, ...bare } = quiet;
  const [policy] = documentsIn(files(alone(bare))['istio/authorization-policy.yaml']);
  expect(at(policy, 'spec', 'action')).toBe('ALLOW');
  expect(at(policy, 'spec', 'rules')).toBeUndefined();
});

test('a request is tried again only where it never reached the service', () => {
  const [, route] = documentsIn(files(ordersProject)['istio/traffic.yaml']);
  expect(at(route, 'spec', 'http', 0, 'retries')).toEqual({
    attempts: 2,
    perTryTimeout: '2s',
    retryOn: 'connect-failure,refused-stream',
  });
});

test('a worker joins the mesh and is asked by nobody; a job stays outside', () => {
  expect(Object.keys(files(alone(mailerService)))).toContain('istio/peer-authentication.yaml');
  expect(Object.keys(files(alone(mailerService)))).not.toContain('istio/traffic.yaml');
  expect(files(alone(reportService))).toEqual({});
});
