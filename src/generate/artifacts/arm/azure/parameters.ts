/** What differs between environments, as the templates want to be told it. Nothing in such a file is an expression. */
import { combine, plain, type Text, Traced } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import { entriesOf, numberOf, objectOf, textOf } from '../../shared/hcl-values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { uniqueBy } from '../../shared/unique.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { appName, domainName, labelIn, patternsOf } from './names.ts';
import { type Entry, entries } from './nodes.ts';
import { flag, identityOf, type Said } from './said.ts';
import { serviceParameters } from './services.ts';
import { storeParameters } from './stores.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';

export const parametersFile = (said: readonly Entry[]): YamlNode => ({
  $schema: schema,
  contentVersion: '1.0.0.0',
  parameters: entries(said.map(([name, value]): Entry => [name, { value }])),
});

export function parametersOf(values: HclObject, parts: ReadonlySet<Part>): readonly Entry[] {
  const of = (part: Part, make: () => readonly Entry[]): readonly Entry[] => (parts.has(part) ? make() : []);
  const services = entriesOf(values.services).map(([name, said]) => [name, objectOf(said)] as const);
  return [
    ['project', textOf(values.project)],
    ['environment', textOf(values.environment)],
    ['location', textOf(values.location)],
    ['isProtected', flag(values.deletion_protection)],
    ['isZoneRedundant', flag(values.zone_redundant)],
    ['logRetentionDays', numberOf(values.log_retention_days)],
    ['cidr', textOf(objectOf(values.network).cidr)],
    ['alarmEmails', []],
    ...of('secrets', () => [
      ['operators', []],
      ['operatorAddresses', []],
      ['secrets', secretsOf(values, services)],
    ]),
    ...of('ingress', () => ingressOf(textOf(objectOf(values.domain).zone), services)),
    ...storeParameters(values, services),
    ['profiles', profilesOf(services)],
    ['services', entries(services.map(([name, said]) => [name, serviceParameters(name, said, parts)]))],
  ];
}

/** Each service reads its own secrets, and lists none. */
const secretsOf = (values: HclObject, services: Said): YamlNode[] =>
  services.flatMap(([name, { secrets }]) =>
    entriesOf(secrets).map(([, secret]) => ({ identity: identityOf(values, name), secret: textOf(secret) })),
  );

/** As many machines as there can be instances at the most: several instances fit on one. */
function profilesOf(services: Said): YamlNode[] {
  const named = services
    .map(([, { profile, max_count: most }]) => ({ profile: textOf(profile), most: numberOf(most) }))
    .filter(({ profile }) => plain(profile) !== 'Consumption');
  return uniqueBy(named, ({ profile }) => plain(profile)).map(({ profile }) => {
    const counts = named.filter(other => plain(other.profile) === plain(profile)).map(({ most }) => most);
    const sum = () => counts.reduce<number>((total, count) => total + plain(count), 0);
    return {
      name: profile,
      workloadProfileType: profile,
      minimumCount: 1,
      maximumCount: combine(
        counts.filter(count => count instanceof Traced),
        sum,
      ),
    };
  });
}

function ingressOf(zone: Text, services: Said): readonly Entry[] {
  const served = services
    .map(([name, { ingress }]) => ({ name, said: objectOf(ingress) }))
    .filter(({ said }) => said.host !== undefined);
  const hosts = uniqueBy(
    served.map(({ said }) => textOf(said.host)),
    host => plain(host),
  );
  return [
    ['zone', zone],
    ['hosts', hosts.map(host => ({ host, name: domainName(host), label: labelIn(host, zone) }))],
    [
      'routes',
      served.map(({ name, said }) => ({
        service: name,
        app: appName(name),
        domain: domainName(textOf(said.host)),
        patterns: patternsOf(textOf(said.path)),
      })),
    ],
  ];
}
