import { expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { at, listAt, valuesOf } from '../../../../../test/fixtures/parsed.ts';
import { alone, shopService } from '../../../../../test/fixtures/shop.ts';
import type { Project } from '../../../../model/service.ts';
import type { EmitOptions } from '../../shared/artifact.ts';
import { gitops } from './index.ts';

const repository = 'https://git.example.com/shop/orders.git';
const files = (project: Project, options: EmitOptions = {}) => valuesOf(gitops.emit(project, options));

test('without the address of the repository there is nothing that could be fetched', () => {
  expect(files(ordersProject)).toEqual({});
});

test('each environment of a cluster is one application and one kustomization', () => {
  expect(Object.keys(files(ordersWith({ repository })))).toEqual([
    'argo-cd/development.yaml',
    'argo-cd/staging.yaml',
    'argo-cd/production.yaml',
    'argo-cd/project.yaml',
    'flux/development.yaml',
    'flux/staging.yaml',
    'flux/production.yaml',
    'flux/repository.yaml',
  ]);
});

test('both fetch the overlay from where it is generated to', () => {
  const paths = (options: EmitOptions, repositoryFolder?: string) => {
    const all = files(ordersWith({ repository, ...(repositoryFolder && { repositoryFolder }) }), options);
    return [
      at(all, 'argo-cd/staging.yaml', 'spec', 'source', 'path'),
      at(all, 'flux/staging.yaml', 'spec', 'path'),
    ];
  };
  expect(paths({})).toEqual(['kustomize/staging', './kustomize/staging']);
  expect(paths({ output: 'deploy' })).toEqual(['deploy/kustomize/staging', './deploy/kustomize/staging']);
  expect(paths({ output: 'deploy' }, 'apps/orders')).toEqual([
    'apps/orders/deploy/kustomize/staging',
    './apps/orders/deploy/kustomize/staging',
  ]);
});

test('where a person approves, nothing is applied by itself', () => {
  const environments = ordersService.environments.map(each => ({
    ...each,
    approval: each.name === 'production',
  }));
  const all = files(ordersWith({ repository, environments }));
  const automated = (environment: string) =>
    at(all, `argo-cd/${environment}.yaml`, 'spec', 'syncPolicy', 'automated');
  const suspended = (environment: string) => at(all, `flux/${environment}.yaml`, 'spec', 'suspend');
  expect([automated('production'), automated('staging')]).toEqual([
    undefined,
    { prune: true, selfHeal: true },
  ]);
  expect([suspended('production'), suspended('staging')]).toEqual([true, undefined]);
});

test('the project of Argo CD allows the namespaces of the environments, and the kinds of the cluster that there are', () => {
  const spec = (project: Project) => at(files(project), 'argo-cd/project.yaml', 'spec');
  const orders = spec(ordersWith({ repository }));
  expect(listAt(orders, 'destinations').map(each => at(each, 'namespace'))).toEqual([
    'orders-development',
    'orders-staging',
    'orders',
  ]);
  expect(at(orders, 'clusterResourceWhitelist')).toEqual([{ group: '', kind: 'Namespace' }]);
  const urgent = alone({ ...shopService, repository, priority: { value: 1000 } });
  const kinds = listAt(spec(urgent), 'clusterResourceWhitelist');
  expect(kinds.map(each => at(each, 'kind'))).toEqual(['Namespace', 'PriorityClass']);
});

test('over SSH the repository is fetched with a key, which people make', () => {
  const spec = (address: string) =>
    at(files(ordersWith({ repository: address })), 'flux/repository.yaml', 'spec');
  const address = 'ssh://git@git.example.com/shop/orders.git';
  expect(spec(address)).toEqual({
    interval: '1m',
    url: address,
    ref: { branch: 'main' },
    secretRef: { name: 'orders-git' },
  });
  expect(spec(repository)).toEqual({ interval: '1m', url: repository, ref: { branch: 'main' } });
});
