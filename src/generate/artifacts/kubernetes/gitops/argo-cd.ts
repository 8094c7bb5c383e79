/** https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
import type { Text } from '../../../../model/traced.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { labels } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import type { Source } from './source.ts';

const home = 'argocd';
const server = 'https://kubernetes.default.svc';

/** What the applications of the service may be made of, and where they may put it. */
export function argoProject(
  service: PlacedService,
  { repository }: Source,
  namespaces: readonly Text[],
  clusterKinds: readonly YamlObject[],
): YamlNode {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: service.name, namespace: home, labels: labels(service) },
    spec: {
      description: service.name.map(name => `What the service ${name} may be made of`),
      sourceRepos: [repository],
      destinations: namespaces.map(namespace => ({ server, namespace })),
      clusterResourceWhitelist: clusterKinds,
    },
  };
}

/** One environment. Where a person approves, a change waits for someone who synchronises it. */
export function application(service: PlacedService, { repository, branch, path }: Source): YamlNode {
  const { environment, namespace } = service.placement;
  const waits = environment?.approval.value === true;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: namespace,
      namespace: home,
      labels: labels(service),
      finalizers: new Noted(['resources-finalizer.argocd.argoproj.io'], {
        above: ['Deleting the application deletes what it has made.'],
      }),
    },
    spec: {
      project: service.name,
      source: { repoURL: repository, targetRevision: branch, path },
      destination: { server, namespace },
      ignoreDifferences: new Noted(
        [
          { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
          { kind: 'Service', name: service.name, jsonPointers: ['/spec/selector/slot'] },
        ],
        { above: ['What the autoscaler and a blue-green switch move.'] },
      ),
      syncPolicy: {
        automated: waits ? undefined : { prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true', 'RespectIgnoreDifferences=true'],
        retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
      },
    },
  };
}
