import type { ServiceView } from '../../../model/views.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { labels, metadata } from './facts.ts';

const restricted = Object.fromEntries(
  ['enforce', 'audit', 'warn'].map(mode => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
);

export function namespace(service: ServiceView): YamlNode {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: service.name, labels: { ...(labels(service) as object), ...restricted } },
  };
}

/** The service calls no Kubernetes API: its account carries no token (CKV_K8S_38, CKV_K8S_41). */
export function serviceAccount(service: ServiceView): YamlNode {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(service, service.name),
    automountServiceAccountToken: false,
  };
}
