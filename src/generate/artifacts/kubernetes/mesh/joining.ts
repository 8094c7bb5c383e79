/** What every mesh asks for, whichever it is. */
import { text } from '../../../../model/traced.ts';
import { type YamlNode, YamlText, yamlLines } from '../../shared/yaml.ts';
import { metadata, selector } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';

/** A component that an overlay takes in: objects of the mesh, and the patch by which the namespace joins it. */
export const joining = (resources: readonly string[], patch: YamlNode): YamlNode => ({
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
  resources,
  patches: [{ target: { kind: 'Namespace' }, patch: new YamlText(yamlLines(patch)) }],
});

/** A policy that lets the proxies of the service reach the control plane. */
export const toControlPlane = (
  service: PlacedService,
  { namespace, ports }: { readonly namespace: string; readonly ports: readonly number[] },
): YamlNode => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(service, text`${service.name}-mesh`),
  spec: {
    podSelector: { matchLabels: selector(service) },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
        ports: ports.map(port => ({ protocol: 'TCP', port })),
      },
    ],
  },
});
