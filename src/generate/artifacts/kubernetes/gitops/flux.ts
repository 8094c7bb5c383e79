/** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
import { plain, type Text, text } from '../../../../model/traced.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode } from '../../shared/yaml.ts';
import { labels } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import type { Source } from './source.ts';

const home = 'flux-system';

export const gitRepository = (service: PlacedService, { repository, branch }: Source): YamlNode => ({
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
  metadata: { name: service.name, namespace: home, labels: labels(service) },
  spec: { interval: '1m', url: repository, ref: { branch }, secretRef: secretRef(service, repository) },
});

/** Over SSH the controller needs a key, of a public repository too. */
const secretRef = ({ name }: PlacedService, repository: Text): YamlNode | undefined =>
  plain(repository).startsWith('ssh:')
    ? new Noted(
        { name: text`${name}-git` },
        {
          above: [
            text`Made by: flux create secret git ${name}-git --url=${repository}`,
            'It prints the public key, which the repository has to let in.',
          ],
        },
      )
    : undefined;

/** One environment; it counts as applied once its workloads are ready. Where a person approves, it waits until resumed. */
export function fluxKustomization(service: PlacedService, { path }: Source): YamlNode {
  const { environment, namespace } = service.placement;
  const waits = environment?.approval.value === true;
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: namespace, namespace: home, labels: labels(service) },
    spec: {
      interval: '10m',
      retryInterval: '1m',
      timeout: wholeSeconds(service.rollout.readySeconds).map(seconds => `${seconds + 120}s`),
      path: text`./${path}`,
      prune: true,
      wait: true,
      suspend: waits
        ? new Noted(true, {
            above: ['A person approves: flux resume kustomization NAME, and suspend it again.'],
          })
        : undefined,
      sourceRef: { kind: 'GitRepository', name: service.name },
    },
  };
}
