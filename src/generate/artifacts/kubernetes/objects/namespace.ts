import type { YamlNode } from '../../shared/yaml.ts';
import { labels, metadata } from './facts.ts';
import { namespaceOf, type PlacedService } from './placed.ts';
import { podSecurityLevel } from './security.ts';

/** Pods that ask for more than the Pod Security Standard of their namespace are refused by the cluster. */
export function namespace(service: PlacedService): YamlNode {
  const level = podSecurityLevel(service);
  const modes = ['enforce', 'audit', 'warn'].map(
    mode => [`pod-security.kubernetes.io/${mode}`, level] as const,
  );
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespaceOf(service), labels: { ...labels(service), ...Object.fromEntries(modes) } },
  };
}

/** The service calls no Kubernetes API: its account carries no token (CKV_K8S_38, CKV_K8S_41). */
export function serviceAccount(service: PlacedService): YamlNode {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(service, service.name),
    automountServiceAccountToken: false,
  };
}
