/** What a project asks of a cloud, in words that all clouds share. */
import { label } from '../../../../model/names.ts';
import type { Project } from '../../../../model/service.ts';
import {
  change,
  combineTexts,
  plain,
  type Text,
  type Traced,
  type TracedView,
  text,
} from '../../../../model/traced.ts';
import { isServing, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../environments.ts';
import { fact, requirement } from '../requirements.ts';
import { uniqueBy } from '../unique.ts';
import { type Stores, storesOf } from './stores.ts';

export interface Stack {
  /** What everything is called after: the service, or the first of several. */
  readonly project: Text;
  readonly services: readonly ServiceView[];
  readonly resources: readonly ResourceView[];
  readonly stores: Stores;
  readonly network: NetworkView | undefined;
  /** Those that a cloud has, in the order of promotion. */
  readonly environments: readonly StackEnvironment[];
}

export interface StackEnvironment {
  readonly name: Text;
  /** What its files are called: dev, staging, prod. */
  readonly file: Text;
  readonly isProduction: boolean;
  readonly region: Text | undefined;
  /** Of the region; none where no document names any. */
  readonly zones: readonly Text[];
  /** What the documents say of each service there. */
  readonly services: ReadonlyMap<ServiceView, EnvironmentView>;
}

type NetworkView = Extract<ResourceView, { kind: Traced<'network'> }>;

/** Longer names would not fit into those of buckets and load balancers. */
const longestName = 24;

const fileNames: Readonly<Record<string, string>> = { development: 'dev', production: 'prod' };

export function stackOf({ services, resources }: TracedView<Project>): Stack {
  const network = resources.find((resource): resource is NetworkView => resource.kind.value === 'network');
  const names = services.flatMap(service => service.environments.filter(inCloud).map(({ name }) => name));
  const found = uniqueBy(names, ({ value }) => value).map(name => placesOf(name, services));
  const production = found.find(({ name }) => plain(name) === 'production') ?? found.at(-1);
  return {
    project: change(services[0]?.name ?? 'project', shortened),
    services,
    resources,
    stores: storesOf(resources),
    network,
    environments: found.map(one => environmentOf(one, one === production, network)),
  };
}

interface Places {
  readonly name: Text;
  readonly places: ReadonlyMap<ServiceView, EnvironmentView>;
}

function placesOf(name: Traced<string>, services: readonly ServiceView[]): Places {
  const places = new Map<ServiceView, EnvironmentView>();
  for (const service of services) {
    const place = service.environments.find(environment => environment.name.value === name.value);
    if (place && inCloud(place)) places.set(service, place);
  }
  return { name, places };
}

const inCloud = ({ target }: EnvironmentView) => target.value === 'kubernetes' || target.value === 'ecs';

function environmentOf(
  { name, places }: Places,
  isProduction: boolean,
  network: NetworkView | undefined,
): StackEnvironment {
  const said = [...places].flatMap(([{ cloud }, { regions }]) => [
    ...regions,
    ...(cloud.region ? [cloud.region] : []),
  ]);
  const [first] = said;
  const region = first && change(first, regionOf);
  return {
    name,
    file: change(name, known => fileNames[known] ?? known),
    isProduction,
    region,
    zones: zonesOf(network, said, region),
    services: places,
  };
}

/** AWS puts a letter behind the region, Google a dash and a letter, Azure a dash and a digit: its regions are one word. */
const regionOf = (zone: string): string =>
  zone.replace(/(?<=\d)-?[a-z]$/, '').replace(/(?<=^[a-z]+\d?)-[123]$/, '');

/** Those that the environment names, else those of the network that lie in its region. */
function zonesOf(
  network: NetworkView | undefined,
  said: readonly Text[],
  region: Text | undefined,
): readonly Text[] {
  const own = said.filter(zone => /\d-?[a-z]\w*$/.test(plain(zone)));
  if (own.length > 0 || region === undefined) return own;
  return (network?.zones ?? [])
    .filter(({ value }) => value.startsWith(plain(region)))
    .map(zone => combineTexts([zone, region], () => zone.value));
}

/** A name that is cut keeps what tells it from others: its first words. */
function shortened(name: string): string {
  const cut = (label(name) ?? 'project').slice(0, longestName);
  return cut.replace(/-[^-]*$/, rest => (name.length > longestName ? '' : rest)).replace(/-+$/, '') || cut;
}

/** Where requests from outside find a service in an environment: the domain of the documents is that of production. */
export function hostIn(
  service: ServiceView,
  { name, isProduction }: StackEnvironment,
  place: EnvironmentView,
): Text | undefined {
  if (!isServing(service)) return undefined;
  if (place.host) return place.host;
  const domain = domainOf(service);
  if (!domain) return undefined;
  return isProduction ? domain : text`${name}.${domain}`;
}

export function domainOf(service: ServiceView): Traced<string> | undefined {
  const found = fact(requirement(service, /tls|ssl/i)?.verification, 'domain');
  return found && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(found.value) ? found : undefined;
}

/** The zone that a domain lies in, as far as the domain tells: the name behind its first dot, or itself. */
export const zoneOf = (domain: Text): Text =>
  combineTexts([domain], () => {
    const name = plain(domain);
    return name.split('.').length > 2 ? name.slice(name.indexOf('.') + 1) : name;
  });

/** What the first service says that says anything of it. */
export function firstOf<T>(
  { services }: Stack,
  read: (service: ServiceView) => T | undefined,
): T | undefined {
  return services.map(read).find(found => found !== undefined);
}
