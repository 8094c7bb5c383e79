import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import { secretIn } from '../../shared/azure/service-values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { markdownText } from '../../shared/markdown.ts';
import { shell, type Words } from '../readme.ts';

/** Providers of Azure that parts need. */
const providers: Readonly<Partial<Record<Part, readonly string[]>>> = {
  foundation: ['KeyVault', 'ManagedIdentity', 'Network', 'Storage'],
  ingress: ['Cdn'],
  database: ['DBforMySQL', 'DBforPostgreSQL'],
  cache: ['Cache'],
  queue: ['ServiceBus'],
  registry: ['ContainerRegistry'],
  compute: ['App'],
  cluster: ['Compute', 'ContainerService', 'PolicyInsights'],
  monitoring: ['Insights', 'OperationalInsights'],
  budgets: ['Consumption'],
};

function before(_: Stack, parts: ReadonlySet<Part>): readonly Text[] {
  const needed = [...parts].flatMap(part => providers[part] ?? []).toSorted();
  return [
    'What Azure has to turn on; Terraform registers nothing itself, so that whoever plans needs no right to:',
    '',
    ...shell([
      `for provider in ${needed.join(' ')}; do`,
      '  az provider register --wait --namespace "Microsoft.$provider"',
      'done',
      ...(parts.has('cluster')
        ? ['az feature register --namespace Microsoft.Compute --name EncryptionAtHost']
        : []),
    ]),
    '',
    'Whoever applies `bootstrap/` may make keys and read states; others who plan and apply are named in `operators` of its tfvars, by their object ids (`az ad signed-in-user show --query id --output tsv`). Azure may need some minutes to know of a new role: apply again where a key is refused.',
    '',
  ];
}

const onContainerApps =
  'The image that a service names has to be in the registry before its first revision can start; `terraform -chdir=bootstrap output registry` tells where it is pushed. Later versions are revisions beside the one that runs, which has to be given the traffic by its name first: `az containerapp ingress traffic set --revision-weight OLD=100`, then `az containerapp update --image=IMAGE`, which gets the traffic at once (blue-green) or in steps (canary): `az containerapp ingress traffic set --revision-weight OLD=90 NEW=10`. Terraform leaves image and weights as it finds them.';

const onCluster =
  'The manifests run on the cluster; `terraform -chdir=bootstrap output registry` tells where their images are pushed. Its control plane has an address in the network only: `az aks command invoke` reaches it from outside, for those whom `cluster_administrators` names. The ServiceAccount of a service stands for its identity once it says so: `kubectl annotate serviceaccount NAME --namespace NAMESPACE azure.workload.identity/client-id=ID`, with the ids that `terraform output services` tells, and its pods have the label `azure.workload.identity/use: "true"`.';

const tokens = (product: string, output: string): string =>
  `${product} takes no password: a service logs in as its identity, with a token of Entra in the place of one (\`AZURE_CLIENT_ID\` says which identity). \`terraform output ${output}\` tells hosts and users.`;

const password =
  'MySQL is born with a password that nobody knows. Set one with `az mysql flexible-server update`, and put it into the secret of the service that uses it.';

/** How services log in, which is not what most are written for. */
function loginsOf({ stores: { databases, caches } }: Stack): readonly Text[] {
  const has = (kind: string) => databases.some(({ engine }) => engine.value === kind);
  return [
    ...(has('postgres') ? [tokens('PostgreSQL', 'databases')] : []),
    ...(has('mysql') ? [password] : []),
    ...(caches.length > 0 ? [tokens('Redis', 'caches')] : []),
  ];
}

/** Container Apps know one clock: a job at three in Berlin starts at four or five there. */
function clockOf({ services }: Stack): readonly Text[] {
  const others = services.flatMap(({ name, schedule }) =>
    schedule?.timeZone && !/^(?:etc\/)?(?:utc|gmt)$/i.test(schedule.timeZone.value)
      ? [text`${name} (${schedule.timeZone})`]
      : [],
  );
  if (others.length === 0) return [];
  const list = markdownText(combineTexts(others, () => others.map(plain).join(', ')));
  return [text`Jobs start by the clock of UTC, though the documents say another one for ${list}.`];
}

export const wordsOf = (stack: Stack, parts: ReadonlySet<Part>): Words => ({
  account: 'a subscription of Azure (`az login`, `ARM_SUBSCRIPTION_ID`)',
  // Older ones know no argument that is only written.
  oldest: '1.11',
  once: 'a subscription',
  backend: 'azurerm',
  before,
  images: parts.has('cluster') ? onCluster : onContainerApps,
  notes: [...loginsOf(stack), ...(parts.has('compute') ? clockOf(stack) : [])],
  secrets: ({ environment, service, keys }) => [
    text`Revisions start once their secrets have values. Say in \`operators\` and \`operator_addresses\` of the tfvars who puts them and from where, make the vault, then put them into it: in ${environment.name} those of ${service.name} are called ${markdownText(secretIn(service, environment))}, a hyphen and one of ${keys}, with hyphens where there are underscores:`,
    '',
    ...shell([
      text`terraform apply -var-file=environments/${environment.file}.tfvars -target=module.secrets`,
      text`az keyvault secret set --vault-name "$(terraform output -raw vault)" --name ${secretIn(service, environment)}-NAME --file FILE --output none`,
    ]),
    '',
  ],
});
