import { plain, type Text, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { Slot } from '../shared/yaml.ts';

type EnvironmentView = ServiceView['environments'][number];

/** A service in one environment: what its objects are made of. */
export type PlacedService = ServiceView & { readonly placement: Placement };

export interface Placement {
  /** Absent for a service whose documents name no environment of a cluster. */
  readonly environment: EnvironmentView | undefined;
  readonly namespace: Text;
  /** Whether it is the one that the users of the service are in. */
  readonly isProduction: boolean;
}

/** The environments of clusters, in the order of promotion: `local` is this machine. */
export const clusterEnvironments = ({ environments }: ServiceView): readonly EnvironmentView[] =>
  environments.filter(({ name }) => name.value !== 'local');

/** Production: the environment of that name, or the last in the order of promotion. */
export function production(service: ServiceView): EnvironmentView | undefined {
  const found = clusterEnvironments(service);
  return (
    found.find(({ name }) => plain(name) === 'production') ?? found.at(-1) ?? service.environments.at(-1)
  );
}

/** The service in one of its environments; in production unless another is named. */
export function place(service: ServiceView, environment = production(service)): PlacedService {
  const isProduction = environment === production(service);
  return {
    ...service,
    placement: {
      environment,
      isProduction,
      namespace: isProduction || !environment ? service.name : besides(service, environment),
    },
  };
}

/** Every service in the environment of that name; one that has none of that name in production. */
export const placeAll = (services: readonly ServiceView[], name?: string): readonly PlacedService[] =>
  services.map(service =>
    place(
      service,
      service.environments.find(environment => plain(environment.name) === name),
    ),
  );

/** Environments may share a cluster: only production has the bare name, so that none can overwrite another. */
const besides = ({ name }: ServiceView, environment: EnvironmentView): Text =>
  text`${name}-${environment.name}`.map(namespaceName);

/** At most 63 characters (RFC 1123); what is too long loses the end of the service's name. */
function namespaceName(name: string): string {
  if (name.length <= 63) return name;
  const cut = name.lastIndexOf('-');
  return `${name.slice(0, 63 - (name.length - cut)).replace(/-+$/, '')}${name.slice(cut)}`;
}

/** The namespace where it stands in an object. */
export const namespaceOf = ({ placement }: PlacedService): Slot =>
  new Slot(['namespace'], placement.namespace);
