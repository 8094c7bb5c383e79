import { plain, type Text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import { type EnvironmentView, namespaceIn, production } from '../../shared/environments.ts';
import { Slot } from '../../shared/yaml.ts';

export { clusterEnvironments, production } from '../../shared/environments.ts';

/** A service in one environment: what its objects are made of. */
export type PlacedService = ServiceView & { readonly placement: Placement };

export interface Placement {
  /** Absent for a service whose documents name no environment of a cluster. */
  readonly environment: EnvironmentView | undefined;
  readonly namespace: Text;
  /** Whether it is the one that the users of the service are in. */
  readonly isProduction: boolean;
}

/** The service in one of its environments; in production unless another is named. */
export function place(service: ServiceView, environment = production(service)): PlacedService {
  const isProduction = environment === production(service);
  return {
    ...service,
    placement: {
      environment,
      isProduction,
      namespace: namespaceIn(service, environment),
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

/** The namespace where it stands in an object. */
export const namespaceOf = ({ placement }: PlacedService): Slot =>
  new Slot(['namespace'], placement.namespace);
