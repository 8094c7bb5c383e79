import type { Project, Service } from '../../../../model/service.ts';
import type { Fact } from './occurrence.ts';

/** What the model says about each fact; several values where a service has several of it. */
export function expectedOf(project: Project, service: Service, environment: string | undefined): Said {
  const { name, image, port, ports, health, metricsPath, volumes, resources, shutdown, scaling } = service;
  const tag = image.digest === undefined ? `:${image.tag}` : `@${image.digest}`;
  const production = productionOf(service);
  const here = service.environments.find(found => found.name === environment) ?? production;
  const all = service.environments;
  return {
    'service name': [
      name,
      `${name}-canary`,
      `${name}-smoke-test`,
      ...project.services.map(other => other.name),
    ],
    image: [`${image.repository}${tag}`, `${image.repository}:${image.tag}${image.digest ? tag : ''}`],
    'image repository': [image.repository],
    'image tag': [image.tag],
    version: [service.version],
    port: [
      ...one(port),
      ...ports.map(({ target }) => String(target)),
      ...health.probes.flatMap(found => one(found.port)),
    ],
    'liveness path': [health.live],
    'readiness path': [health.ready],
    'startup path': [health.startup ?? health.live],
    'metrics path': one(metricsPath),
    metric: ['http_requests_total', ...scaling.metrics.map(found => found.name)],
    environment: all.map(found => found.name),
    namespace: here ? [namespaceIn(service, here.name)] : [name],
    host: one(here?.host ?? domainOf(service)),
    'host in the cluster': [`${name}.${name}.svc.cluster.local`],
    secret: [`${name}-secrets`],
    'secret key': service.variables.filter(({ sensitive }) => sensitive).map(found => found.name),
    settings: [`${name}-settings`, `${name}-environment`, `${name}-files`],
    variable: service.variables.map(found => found.name),
    claim: volumes.flatMap(found => [
      `${name}-${found.name}`,
      ...one(found.source && `${name}-${found.source}`),
    ]),
    'claim size': volumes.flatMap(({ size }) => one(size)),
    'mount path': volumes.map(({ path }) => path),
    'cpu request': one(resources.requests.cpu),
    'memory request': one(resources.requests.memory),
    'cpu limit': one(resources.limits.cpu),
    'memory limit': one(resources.limits.memory),
    'drain seconds': one(shutdown.drainSeconds),
    'grace seconds': [String(shutdown.drainSeconds + shutdown.graceSeconds), `own ${shutdown.graceSeconds}`],
    replicas: one(here?.replicas ?? scaling.min),
    'most replicas': one(Math.max(scaling.max, ...all.map(found => found.replicas))),
    strategy: one(here?.strategy),
    'name of the port': ports.length === 0 ? ['http'] : ports.map(found => found.name),
    'service account': [name, `${name}-deployer`, `${name}-secrets-reader`],
    'scaled workload': [name],
  };
}

const one = (value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [String(value)];

export type Said = Readonly<Record<Fact, readonly string[]>>;

const productionOf = ({ environments }: Service) => {
  const clusters = environments.filter(({ target }) => target === 'kubernetes');
  return clusters.find(({ name }) => name === 'production') ?? clusters.at(-1) ?? environments.at(-1);
};

const namespaceIn = (service: Service, environment: string): string =>
  environment === productionOf(service)?.name ? service.name : `${service.name}-${environment}`;

/** Where no environment names its host, the requirement for TLS may name that of production. */
const domainOf = ({ security }: Service): string | undefined =>
  security
    .flatMap(({ verification }) => verification)
    .find(text => text.startsWith('Domain: '))
    ?.slice('Domain: '.length);
