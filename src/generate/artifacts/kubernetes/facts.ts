import type { Resource } from '../../../model/resource.ts';
import { change, plain, type Text, type Traced, type TracedView, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { YamlEntries, type YamlNode } from '../shared/yaml.ts';

export type ResourceView = TracedView<Resource>;

/** The user and group of the containers: above 10000, so nobody of the host (KSV-0020, KSV-0021, CKV_K8S_40). */
export const uid = 10001;

export const variables = (service: ServiceView) => {
  const own = new Set(['PORT', ...service.volumes.map(volume => volume.variable.value)]);
  const others = service.variables.filter(variable => !own.has(variable.name.value));
  return {
    sensitive: others.filter(variable => variable.sensitive.value),
    settings: others.filter(variable => !variable.sensitive.value && variable.default !== undefined),
    /** Required, not secret, and without a value in the documents: each environment brings its own. */
    open: others.filter(
      variable => !variable.sensitive.value && variable.default === undefined && variable.required.value,
    ),
  };
};

/** Names of the objects, all derived from the service's name. */
export const names = ({ name }: ServiceView) => ({
  service: name,
  settings: text`${name}-settings`,
  environment: text`${name}-environment`,
  secrets: text`${name}-secrets`,
  claim: (volume: Traced<string>) => text`${name}-${label(volume)}`,
  certificate: text`${name}-tls`,
});

/** What selects the pods of the service; it never changes, a Deployment's selector is immutable. */
export const selector = ({ name }: ServiceView): YamlNode => ({ 'app.kubernetes.io/name': name });

/** The slot that the manifests are written for; scripts/deploy.sh makes the other one for blue-green. */
export const slot = { slot: 'blue' };

export const labels = ({ name, version }: ServiceView): YamlNode => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/version': version.map(labelValue),
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

export const metadata = (
  service: ServiceView,
  name: Text,
  more: Record<string, YamlNode> = {},
): YamlNode => ({
  name,
  namespace: service.name,
  labels: labels(service),
  ...more,
});

export const entries = (pairs: readonly (readonly [Text, YamlNode])[]) => new YamlEntries(pairs);

/** A security requirement of the documents, found by a word in its name, such as "TLS". */
export function requirement({ security }: ServiceView, word: RegExp) {
  return security.find(item => word.test(item.name.value));
}

/** `Domain: api.example.com` among the facts of a requirement: the part after the key. */
export function fact(facts: readonly Traced<string>[] | undefined, key: string): Traced<string> | undefined {
  const prefix = `${key.toLowerCase()}:`;
  const found = facts?.find(item => item.value.trim().toLowerCase().startsWith(prefix));
  return found?.map(value => value.trim().slice(prefix.length).trim());
}

/** A DNS label out of any text: "AWS Secrets Manager" -> aws-secrets-manager. */
export function label(value: Text): Text {
  return change(value, name => {
    const cleaned = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 63);
    return trimmed(cleaned, /[a-z0-9]/) || 'none';
  });
}

/** The environment that the manifests are written for: production, or the last in the order of promotion. */
export function production({ environments }: ServiceView) {
  return environments.find(({ name }) => plain(name) === 'production') ?? environments.at(-1);
}
