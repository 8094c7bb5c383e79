import type { Fact } from './occurrence.ts';

/** Where a YAML file shows a fact: the path to it, `*` for any key, `**` for any number of them, `@` for the service. */
export interface Rule {
  readonly fact: Fact;
  readonly path: string;
  /** The part of the value that is it; all of it unless given. A value that does not match is another matter. */
  readonly part?: RegExp;
  /** The value as the model says it. */
  readonly as?: (shown: string) => string;
  /** Files by their place; all files unless given. */
  readonly in?: RegExp;
}

const own = '** containers @';
const limits = `${own} resources`;
const inCluster = /^(?:k8s|strategies|mesh|helm)\//;

/** `0.5` of Compose is 500m; `256m` of Compose is 256Mi. */
const cores = (shown: string): string =>
  Number.isInteger(Number(shown)) ? shown : `${Number(shown) * 1000}m`;
const mebibytes = (shown: string): string => shown.replace(/m$/, 'Mi').replace(/g$/, 'Gi');

const rules: readonly Rule[] = [
  { fact: 'service name', path: '** labels app.kubernetes.io/name' },
  { fact: 'service name', path: '** matchLabels app.kubernetes.io/name' },
  { fact: 'service name', path: 'Service spec selector app.kubernetes.io/name' },
  { fact: 'service name', path: 'AppProject metadata name' },
  { fact: 'service name', path: 'Application spec project' },
  { fact: 'service name', path: 'prometheus scrape_configs * job_name' },
  { fact: 'service name', path: 'Ingress ** backend service name' },
  { fact: 'service name', path: '** blueGreen activeService' },
  { fact: 'version', path: '** labels app.kubernetes.io/version' },
  { fact: 'version', path: 'values version' },
  { fact: 'version', path: 'Chart appVersion' },
  { fact: 'image', path: `${own} image` },
  { fact: 'image repository', path: 'values image repository' },
  { fact: 'image tag', path: 'values image tag' },
  { fact: 'image repository', path: 'Kustomization images * name' },
  { fact: 'image tag', path: 'Kustomization images * newTag' },
  { fact: 'port', path: `${own} ports * containerPort` },
  { fact: 'port', path: `${own} env PORT value` },
  { fact: 'port', path: '** annotations prometheus.io/port' },
  { fact: 'port', path: 'NetworkPolicy spec ingress * ports * port', in: inCluster },
  { fact: 'port', path: 'values networkPolicy ingress * ports * port' },
  { fact: 'port', path: 'patch spec ingress * ports * port' },
  { fact: 'port', path: 'Canary spec service targetPort' },
  { fact: 'port', path: 'Server spec port' },
  { fact: 'port', path: 'compose services @ environment PORT' },
  { fact: 'port', path: 'compose services @ ports *', part: /:(\d+)(?:\/(?:udp|sctp))?$/ },
  { fact: 'port', path: 'prometheus scrape_configs @ ** targets *', part: /:(\d+)$/ },
  { fact: 'liveness path', path: `${own} livenessProbe httpGet path` },
  { fact: 'readiness path', path: `${own} readinessProbe httpGet path` },
  { fact: 'startup path', path: `${own} startupProbe httpGet path` },
  {
    fact: 'readiness path',
    path: 'Pod spec containers smoke-test command *',
    part: /^http:\/\/[^/]+(\/.*)$/,
  },
  { fact: 'liveness path', path: 'compose services @ healthcheck test *', part: /^(\/(?!bin\/|dev\/).*)$/ },
  { fact: 'metrics path', path: '** annotations prometheus.io/path' },
  { fact: 'metrics path', path: 'prometheus scrape_configs @ metrics_path' },
  { fact: 'metrics path', path: 'AuthorizationPolicy ** operation paths *' },
  { fact: 'name of the port', path: `${own} ports * name` },
  { fact: 'name of the port', path: `${own} livenessProbe httpGet port`, part: /^([a-z].*)$/ },
  { fact: 'name of the port', path: `${own} readinessProbe httpGet port`, part: /^([a-z].*)$/ },
  { fact: 'name of the port', path: `${own} startupProbe httpGet port`, part: /^([a-z].*)$/ },
  { fact: 'name of the port', path: 'Service spec ports * targetPort', part: /^([a-z].*)$/ },
  { fact: 'port', path: 'Service spec ports * targetPort', part: /^(\d+)$/ },
  { fact: 'name of the port', path: 'Ingress ** backend service port name' },
  { fact: 'name of the port', path: 'Canary spec service portName' },
  { fact: 'namespace', path: '* metadata namespace', in: /^(?:k8s|strategies|mesh|secrets)\// },
  { fact: 'namespace', path: 'Kustomization namespace', in: /^kustomize\// },
  { fact: 'namespace', path: 'patch subjects * namespace' },
  { fact: 'namespace', path: 'Application spec destination namespace' },
  { fact: 'environment', path: 'Application spec source path', part: /([^/]+)$/, in: /^gitops\// },
  { fact: 'environment', path: 'Kustomization spec path', part: /([^/]+)$/, in: /^gitops\// },
  { fact: 'host', path: 'Ingress spec rules * host' },
  { fact: 'host', path: 'Ingress spec tls * hosts *' },
  { fact: 'host', path: 'HTTPRoute spec hostnames *' },
  { fact: 'host', path: 'Gateway spec servers * hosts *' },
  { fact: 'host', path: 'VirtualService spec hosts *', part: /^((?!.*\.svc\.cluster\.local$).*)$/ },
  { fact: 'host', path: 'values ingress host' },
  { fact: 'host in the cluster', path: 'VirtualService ** host' },
  { fact: 'host in the cluster', path: 'VirtualService spec hosts *', part: /^(.*\.svc\.cluster\.local)$/ },
  { fact: 'host in the cluster', path: 'DestinationRule spec host' },
  { fact: 'secret', path: `${own} env * valueFrom secretKeyRef name` },
  { fact: 'secret', path: 'ExternalSecret metadata name' },
  { fact: 'secret', path: 'ExternalSecret spec target name' },
  { fact: 'secret key', path: `${own} env * valueFrom secretKeyRef key` },
  { fact: 'settings', path: `${own} env * valueFrom configMapKeyRef name` },
  { fact: 'settings', path: 'ConfigMap metadata name' },
  { fact: 'variable', path: `${own} env * valueFrom configMapKeyRef key` },
  { fact: 'claim', path: 'PersistentVolumeClaim metadata name' },
  { fact: 'claim', path: '** volumes * persistentVolumeClaim claimName' },
  { fact: 'claim size', path: 'PersistentVolumeClaim spec resources requests storage' },
  { fact: 'claim size', path: 'values persistence * size' },
  {
    fact: 'mount path',
    path: `${own} volumeMounts * mountPath`,
    part: /^((?!\/tmp$|\/etc\/|\/var\/run\/secrets\/).*)$/,
  },
  { fact: 'mount path', path: 'compose services @ volumes * target', part: /^((?!\/etc\/).*)$/ },
  { fact: 'cpu request', path: `${limits} requests cpu` },
  { fact: 'memory request', path: `${limits} requests memory` },
  { fact: 'cpu limit', path: `${limits} limits cpu` },
  { fact: 'memory limit', path: `${limits} limits memory` },
  { fact: 'cpu request', path: 'values resources requests cpu' },
  { fact: 'memory request', path: 'values resources requests memory' },
  { fact: 'cpu limit', path: 'values resources limits cpu' },
  { fact: 'memory limit', path: 'values resources limits memory' },
  { fact: 'cpu limit', path: 'compose services @ deploy resources limits cpus', as: cores },
  { fact: 'memory limit', path: 'compose services @ deploy resources limits memory', as: mebibytes },
  { fact: 'drain seconds', path: `${own} lifecycle preStop sleep seconds` },
  { fact: 'drain seconds', path: 'values shutdown drainSeconds' },
  { fact: 'grace seconds', path: '** terminationGracePeriodSeconds' },
  { fact: 'grace seconds', path: 'values shutdown gracePeriodSeconds' },
  {
    fact: 'grace seconds',
    path: 'compose services @ stop_grace_period',
    part: /^(\d+)s$/,
    as: shown => `own ${shown}`,
  },
  // A canary beside the others begins with one.
  { fact: 'replicas', path: 'Deployment spec replicas', in: /^(?!strategies\/(?:[^/]+\/)?canary\/)/ },
  { fact: 'replicas', path: 'Rollout spec replicas' },
  { fact: 'replicas', path: 'HorizontalPodAutoscaler spec minReplicas' },
  { fact: 'replicas', path: 'Kustomization replicas @ count' },
  { fact: 'replicas', path: 'patch spec minReplicas' },
  { fact: 'replicas', path: 'values replicas' },
  { fact: 'replicas', path: 'values autoscaling minReplicas' },
  { fact: 'most replicas', path: 'HorizontalPodAutoscaler spec maxReplicas' },
  { fact: 'most replicas', path: 'values autoscaling maxReplicas' },
  { fact: 'metric', path: 'AnalysisTemplate ** query', part: /rate\((\w+)\{/ },
  { fact: 'metric', path: 'MetricTemplate spec query', part: /rate\((\w+)\{/ },
  { fact: 'metric', path: 'HorizontalPodAutoscaler spec metrics * * metric name' },
  { fact: 'namespace', path: 'AnalysisTemplate ** query', part: /namespace="([^"]+)"/ },
  { fact: 'namespace', path: 'MetricTemplate spec query', part: /namespace="([^"]+)"/ },
  { fact: 'service account', path: '** serviceAccountName' },
  { fact: 'service account', path: 'ServiceAccount metadata name' },
  { fact: 'service account', path: 'SecretStore ** serviceAccountRef name' },
  { fact: 'namespace', path: 'SecretStore ** kubernetes role' },
  { fact: 'scaled workload', path: 'HorizontalPodAutoscaler spec scaleTargetRef name' },
  { fact: 'scaled workload', path: 'Rollout spec workloadRef name' },
  { fact: 'scaled workload', path: 'Canary spec targetRef name' },
];

const split = rules.map(rule => ({ rule, keys: rule.path.split(' ') }));

/** By the last key of the path, as most leaves are of no rule. */
const byLastKey = new Map<string, typeof split>();
for (const entry of split) {
  const last = entry.keys.at(-1) ?? '';
  byLastKey.set(last, [...(byLastKey.get(last) ?? []), entry]);
}

/** The rules for the leaf at a path of a file. */
export function rulesFor(
  path: readonly string[],
  service: string | undefined,
  place: string,
): readonly Rule[] {
  const last = path.at(-1) ?? '';
  return [last, '*']
    .flatMap(key => byLastKey.get(key) ?? [])
    .filter(({ rule, keys }) => (rule.in?.test(place) ?? true) && isAt(keys, path, service))
    .map(({ rule }) => rule);
}

/** Whether a path is what a rule means. */
function isAt(keys: readonly string[], path: readonly string[], service: string | undefined): boolean {
  const [first, ...rest] = keys;
  if (first === undefined) return path.length === 0;
  if (first === '**')
    return isAt(rest, path, service) || (path.length > 0 && isAt(keys, path.slice(1), service));
  const [key, ...below] = path;
  if (key === undefined) return false;
  const fits = first === '*' || (first === '@' ? key === service : first === key);
  return fits && isAt(rest, below, service);
}
