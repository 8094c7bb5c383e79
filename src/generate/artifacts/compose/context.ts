import { plain, type Text, type Traced } from '../../../model/traced.ts';
import type { ContainerView, ResourceView, ServiceView, SidecarView } from '../../../model/views.ts';
import { freeName, uniqueBy } from '../shared/unique.ts';
import { type Filled, variableOf } from './filled.ts';
import { groupOf } from './group.ts';
import { asksPassword } from './outputs.ts';
import type { Places } from './places.ts';
import { publishedPorts } from './ports.ts';
import { storesOf } from './stores/index.ts';
import type { Store } from './stores/store.ts';

/** One container of the file: a service, or a sidecar of one. */
export interface Part {
  /** Its key in the file, and its name on the network. */
  readonly key: Traced<string>;
  readonly service: ServiceView;
  readonly container: ContainerView;
  /** Undefined for the service itself. */
  readonly sidecar: SidecarView | undefined;
  /** The key of the part whose network it shares; undefined where it has its own. */
  readonly joins: Traced<string> | undefined;
  /** Whether others wait for its end. */
  readonly ends: boolean;
  /** A job that nobody waits for, and what stands beside it: it runs when it is asked for, with docker compose run --rm NAME. */
  readonly isAside: boolean;
}

/** All that stands in the file, before any of it is written. */
export interface Context extends Places {
  readonly services: readonly ServiceView[];
  readonly parts: readonly Part[];
  readonly stores: readonly Store[];
  readonly resources: readonly ResourceView[];
  /** The resources of a service: those that it names, and those that nobody names. */
  readonly resourcesOf: (service: ServiceView) => readonly ResourceView[];
  /** The key under which Compose is asked for a variable of a container: names that several have get theirs before. */
  readonly keyOf: (part: Part, variable: Text) => Text;
  /** The keys of what stands beside services and stores; a service may be called the same. */
  readonly frontKey: string;
  readonly metricsKey: string;
  /** The ports of this machine that lead to a service. */
  readonly published: ReadonlyMap<ServiceView, readonly Filled[]>;
}

export function contextOf(
  services: readonly ServiceView[],
  resources: readonly ResourceView[],
  places: Places,
): Context {
  const taken = new Set(services.map(({ name }) => name.value));
  const parts = services.flatMap(service => groupOf(service, services, taken));
  const named = new Set(services.flatMap(({ dependencies }) => dependencies.map(({ name }) => name.value)));
  const resourcesOf = ({ dependencies }: ServiceView) => {
    const own = new Set(dependencies.map(({ name }) => name.value));
    return resources.filter(({ name }) => own.has(name.value) || !named.has(name.value));
  };
  const stores = storesOf(resources, taken, resource => asksPassword(resource, parts, resourcesOf));
  return {
    services,
    parts,
    stores,
    resources,
    resourcesOf,
    keyOf: keysOf(parts),
    frontKey: freeName('nginx', taken),
    metricsKey: freeName('prometheus', taken),
    published: publishedPorts(services),
    ...places,
  };
}

function keysOf(parts: readonly Part[]): Context['keyOf'] {
  const owners = new Map<string, Set<string>>();
  for (const { key, container } of parts)
    for (const { name } of uniqueBy(container.variables, variable => variable.name.value)) {
      const found = owners.get(name.value) ?? new Set<string>();
      owners.set(name.value, found.add(key.value));
    }
  return ({ key }, variable) => {
    const isShared = (owners.get(plain(variable))?.size ?? 0) > 1;
    return isShared ? variableOf(key, variable) : variable;
  };
}
