import { change, type Text, text } from '../../../../model/traced.ts';
import { Slot, YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { namespaceOf, type PlacedService } from './placed.ts';

type VolumeView = PlacedService['volumes'][number];

/** Names of the objects, all derived from the service's name. */
export const names = ({ name }: PlacedService) => ({
  service: name,
  /** The Service that names each pod of a StatefulSet. */
  pods: text`${name}-pods`,
  settings: text`${name}-settings`,
  /** Files whose content the documents hold. */
  files: text`${name}-files`,
  /** Files of the project, read when a version is deployed. */
  sources: text`${name}-sources`,
  environment: text`${name}-environment`,
  secrets: text`${name}-secrets`,
  /** A volume that a resource provides is that of the resource, however the service calls it. */
  claim: (volume: VolumeView) => text`${name}-${label(volume.source ?? volume.name)}`,
  certificate: text`${name}-tls`,
});

/** What selects the pods of the service; it never changes, a Deployment's selector is immutable. */
export const selector = ({ name }: PlacedService): YamlObject => ({ 'app.kubernetes.io/name': name });

/** The slot that the manifests are written for; scripts/deploy.sh makes the other one for blue-green. */
export const slot = { slot: 'blue' };

export const labels = ({ name, version }: PlacedService): YamlObject => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/version': new Slot(['version'], version.map(labelValue)),
  'app.kubernetes.io/managed-by': 'devops-flow',
});

/** Label values: at most 63 characters of letters, digits, - _ . with a letter or digit at both ends. */
function labelValue(value: string): string {
  const cleaned = value.replaceAll(/[^A-Za-z0-9_.-]/g, '-').slice(0, 63);
  return trimmed(cleaned, /[A-Za-z0-9]/);
}

/** Drops what does not match from both ends. */
function trimmed(value: string, good: RegExp): string {
  let [from, to] = [0, value.length];
  while (from < to && !good.test(value[from] ?? '')) from++;
  while (to > from && !good.test(value[to - 1] ?? '')) to--;
  return value.slice(from, to);
}

export const metadata = (service: PlacedService, name: Text, more: YamlObject = {}): YamlObject => ({
  name,
  namespace: namespaceOf(service),
  labels: labels(service),
  ...more,
});

export const entries = (pairs: readonly (readonly [Text, YamlNode])[]) => new YamlEntries(pairs);

/** A DNS label out of any text: "AWS Secrets Manager" -> aws-secrets-manager. */
export function label(value: Text): Text {
  return change(value, labelOf);
}

/** The same of text that has no memory. */
export function labelOf(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
  return trimmed(cleaned, /[a-z0-9]/) || 'none';
}

/** A rule of a network policy: names may be looked up. */
export const names53: YamlNode = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
