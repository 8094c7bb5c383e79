/** What the documents require, as data that the policies read: nothing of a document stands in their text. */

import type { Project } from '../../../model/service.ts';
import { combine, plain, type Text, type Traced, type TracedView } from '../../../model/traced.ts';
import { containersOf, type ServiceView } from '../../../model/views.ts';
import { requirement } from '../shared/requirements.ts';
import { rotationDays } from '../shared/secrets/store.ts';
import { uniqueBy } from '../shared/unique.ts';
import { numericUser } from '../shared/user.ts';
import { YamlEntries, type YamlNode } from '../shared/yaml.ts';

type ProjectView = TracedView<Project>;

/** The document `data.requirements` of the policies. */
export const requirementsOf = (project: ProjectView): YamlNode => ({
  requirements: {
    exceptions: new YamlEntries(
      project.services.flatMap(service => {
        const asked = exceptions(service);
        return asked.length === 0 ? [] : [[service.name, asked] as const];
      }),
    ),
    openVariables: openVariablesOf(project),
    publicPorts: [80, 443],
    repositories: repositoriesOf(project),
    rootImages: project.services.some(({ container }) => isRoot(container)),
    rotationDays: least(project.services.flatMap(service => rotationDays(service) ?? [])) ?? 0,
    severities: severitiesOf(project),
    tls: { minimum: leastTls(project) },
  },
});

const distinct = (values: readonly Text[]): readonly Text[] =>
  uniqueBy(values, plain).toSorted((a, b) => (plain(a) < plain(b) ? -1 : 1));

const least = (values: readonly Traced<number>[]): Traced<number> | undefined =>
  values.toSorted((a, b) => a.value - b.value)[0];

/** Variables whose values documents show: they are no secrets, whatever they are called. */
const openVariables = (service: ServiceView): readonly Text[] =>
  containersOf(service).flatMap(({ variables, volumes }) => [
    ...variables
      .filter(({ sensitive, reference, default: value }) => value && !sensitive.value && !reference)
      .map(({ name }) => name),
    ...volumes.map(({ variable }) => variable),
  ]);

const repositories = (service: ServiceView): readonly Text[] =>
  containersOf(service).map(({ image }) => image.repository);

export const openVariablesOf = ({ services }: ProjectView): readonly Text[] =>
  distinct(services.flatMap(openVariables));

export const repositoriesOf = ({ services }: ProjectView): readonly Text[] =>
  distinct(services.flatMap(repositories));

/** What the document of a service asks for although a policy is against it, by the names that the policies know. */
function exceptions({ container, permissions, image, sidecars }: ServiceView): readonly string[] {
  const added = container.addCapabilities.map(({ value }) => value);
  const images = [image, ...sidecars.map(sidecar => sidecar.image)];
  const asked: Readonly<Record<string, boolean>> = {
    capabilities: added.length > 0,
    escalation: added.some(name => name.endsWith('SYS_ADMIN')),
    'moving-tag': images.some(({ tag, digest }) => tag.value === 'latest' && !digest),
    privileged: container.privileged?.value === true,
    'reads-secrets': permissions.some(({ name }) => name.value === 'secrets'),
    root: isRoot(container),
    'writable-root': container.readOnlyRoot?.value === false,
  };
  return Object.keys(asked).filter(name => asked[name]);
}

const isRoot = ({ user }: ServiceView['container']): boolean =>
  user !== undefined && numericUser(user.value)?.user === 0;

/** As Trivy calls them, and the word of documents: "allowed" is not low. */
const severities = [
  ['CRITICAL', /\bcritical\b/i],
  ['HIGH', /\bhigh\b/i],
  ['MEDIUM', /\bmedium\b/i],
  ['LOW', /\blow\b/i],
] as const;

/** "No critical/high vulnerabilities allowed" forbids two severities; those where no document says it. */
export function severitiesOf({ services }: ProjectView): readonly Text[] {
  const said = services.flatMap(service => {
    const facts = requirement(service, /container|image|vulnerab/i)?.verification ?? [];
    return facts.filter(({ value }) => /\bno\b.{0,80}\b(vulnerabilit|finding)/i.test(value));
  });
  const named = severities.filter(([, word]) => said.some(({ value }) => word.test(value)));
  if (named.length === 0) return ['CRITICAL', 'HIGH'];
  return named.map(([severity]) => combine(said, () => severity));
}

/** "TLS 1.3" in a requirement; 1.2 where no document says it. */
function leastTls({ services }: ProjectView): Text {
  const said = services.flatMap(service => {
    const found = requirement(service, /tls|ssl|transit/i);
    return [found?.requirement, ...(found?.verification ?? [])].filter(item => item !== undefined);
  });
  const strict = said.find(({ value }) => /\bTLS ?v?:? ?1\.3\b/i.test(value));
  return strict ? strict.map(() => '1.3') : '1.2';
}
