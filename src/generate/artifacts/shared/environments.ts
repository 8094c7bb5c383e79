/** The environments of clusters, and the namespace of a service in each: what manifests and scripts have to agree on. */
import { plain, type Text, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';

export type EnvironmentView = ServiceView['environments'][number];

/** The environments of clusters, in the order of promotion. */
export const clusterEnvironments = ({ environments }: ServiceView): readonly EnvironmentView[] =>
  environments.filter(({ target }) => target.value === 'kubernetes');

/** Production: the environment of that name, or the last in the order of promotion. */
export function production(service: ServiceView): EnvironmentView | undefined {
  const found = clusterEnvironments(service);
  return (
    found.find(({ name }) => plain(name) === 'production') ?? found.at(-1) ?? service.environments.at(-1)
  );
}

/** Environments may share a cluster: only production has the bare name, so that none can overwrite another. */
export const namespaceIn = (service: ServiceView, environment: EnvironmentView | undefined): Text =>
  !environment || environment === production(service)
    ? service.name
    : text`${service.name}-${environment.name}`.map(namespaceName);

/** At most 63 characters (RFC 1123); what is too long loses the end of the service's name. */
function namespaceName(name: string): string {
  if (name.length <= 63) return name;
  const cut = name.lastIndexOf('-');
  return `${name.slice(0, 63 - (name.length - cut)).replace(/-+$/, '')}${name.slice(cut)}`;
}
