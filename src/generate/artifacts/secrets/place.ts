/** The secrets of a service in one environment: what they are called in the store, and who reads them. */
import { change, plain, type Text, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { type EnvironmentView, namespaceIn, production } from '../shared/environments.ts';
import { secretPlan } from '../shared/secrets/plan.ts';
import { secretName } from '../shared/secrets/store.ts';
import { uniqueBy } from '../shared/unique.ts';

export interface SecretPlace {
  readonly service: ServiceView;
  readonly environment: EnvironmentView;
  readonly namespace: Text;
  /** The account of the cluster by which External Secrets reads the store. */
  readonly reader: Text;
  readonly region: Text;
  /** The service's own secret, and one for each resource that gives it something. */
  readonly secrets: readonly StoredSecret[];
}

export interface StoredSecret {
  readonly name: Text;
  readonly resource?: string;
  /** Its fields; none where nobody says them. */
  readonly properties: readonly Text[];
}

/** Wherever a version runs but on the machine of a developer. */
export const placesOf = (service: ServiceView): readonly SecretPlace[] =>
  service.environments
    .filter(({ target }) => target.value !== 'process')
    .map(environment => ({
      service,
      environment,
      namespace: namespaceIn(service, environment),
      reader: text`${service.name}-secrets-reader`,
      region: regionOf(service, environment),
      secrets: secretsIn(service, environment),
    }));

export const isInCluster = ({ environment }: SecretPlace): boolean =>
  environment.target.value === 'kubernetes';

function secretsIn(service: ServiceView, environment: EnvironmentView): readonly StoredSecret[] {
  const { values } = secretPlan(service);
  const isProduction = environment === production(service);
  const resources = uniqueBy(
    values.flatMap(({ resource }) => (resource === undefined ? [] : [resource])),
    name => name,
  );
  return [undefined, ...resources].map(resource => ({
    name: secretName(service, environment, isProduction, resource),
    ...(resource !== undefined && { resource }),
    properties: uniqueBy(
      values.flatMap(value => (value.resource === resource && value.property ? [value.property] : [])),
      plain,
    ),
  }));
}

/** Where nobody names a region, the oldest one of AWS: the only cloud that asks for one. */
const usualRegion = 'us-east-1';

/** A zone is in the region that it is named after. */
const regionOf = ({ cloud }: ServiceView, { regions }: EnvironmentView): Text =>
  change(regions[0] ?? cloud.region ?? usualRegion, name => name.replace(/(?<=\d)-?[a-z]$/, ''));
