/** Virtual machines: Debian or Ubuntu, the service under systemd, HAProxy in front. */
import { plain } from '../../../../model/traced.ts';
import { isServing, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import type { Artifact } from '../../shared/artifact.ts';
import type { EnvironmentView } from '../../shared/environments.ts';
import { type FileOf, fileIn, playbooks } from '../files.ts';
import { roles } from '../roles.ts';
import { type Purpose, type Wanted, wantedPlaybooks } from '../wanted.ts';
import { askedOf } from './dynamic-inventory.ts';
import { inventory } from './inventory.ts';
import { playsOnHosts } from './plays.ts';
import { databaseOf, possibleOnHosts } from './possible.ts';
import { serviceVariables } from './variables.ts';

export function hostFiles(
  folder: string,
  service: ServiceView,
  resources: readonly ResourceView[],
): Artifact[] {
  const wanted = wantedPlaybooks(service, possibleOnHosts(service, resources));
  if (wanted.length === 0) return [];
  const file = fileIn(folder);
  return [
    ...playbooks(folder, wanted, purpose => playsOnHosts(purpose, service)),
    file('vars/service.yml', serviceVariables(service, resources)),
    ...inventories(service, databaseOf(resources), file),
    ...dynamicInventories(service, file),
    ...roles(folder, rolesOf(service, wanted)),
  ];
}

const hostEnvironments = ({ environments }: ServiceView): readonly EnvironmentView[] =>
  environments.filter(({ target }) => target.value !== 'process');

/** Those that a team fills in itself are written once. */
const inventories = (
  service: ServiceView,
  database: ResourceView | undefined,
  file: FileOf,
): readonly Artifact[] =>
  hostEnvironments(service).map(environment => ({
    ...file(`inventories/${plain(environment.name)}/hosts.yml`, inventory(service, environment, database)),
    ownership: 'once' as const,
  }));

/** The cloud is asked which machines there are. */
function dynamicInventories(service: ServiceView, file: FileOf): readonly Artifact[] {
  const asked = askedOf(service);
  if (!asked) return [];
  return [
    ...hostEnvironments(service).map(environment =>
      file(`inventories/${plain(environment.name)}.${asked.suffix}`, asked.inventory(service, environment)),
    ),
    file('requirements.yml', { collections: asked.collections }),
  ];
}

/** The roles of a playbook, beside those that every service has. */
const further: Readonly<Partial<Record<Purpose, string>>> = {
  monitoring: 'metrics',
  security: 'hardening',
  backup: 'backup',
};

function rolesOf(service: ServiceView, wanted: readonly Wanted[]): ReadonlySet<string> {
  const asked = wanted.flatMap(({ purpose }) => further[purpose] ?? []);
  return new Set(['host', 'service', ...(isServing(service) ? ['balancer'] : []), ...asked]);
}
