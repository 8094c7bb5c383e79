import { type Text, text } from '../../../../model/traced.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { markdownText } from '../../shared/markdown.ts';
import { shell, type Words } from '../readme.ts';
import { secretIn } from './service-values.ts';

/** Interfaces of Google that parts need, and whether their accounts have to be asked for before keys can be given to them. */
const services: Readonly<Partial<Record<Part, readonly (readonly [name: string, hasAgent: boolean])[]>>> = {
  foundation: [
    ['cloudkms', false],
    ['cloudresourcemanager', false],
    ['compute', false],
    ['iam', false],
    ['servicenetworking', true],
    ['storage', true],
  ],
  ingress: [
    ['certificatemanager', false],
    ['dns', false],
  ],
  secrets: [['secretmanager', true]],
  database: [['sqladmin', true]],
  cache: [['redis', true]],
  queue: [['pubsub', true]],
  files: [['file', true]],
  registry: [['artifactregistry', true]],
  compute: [
    ['cloudscheduler', true],
    ['run', true],
  ],
  cluster: [
    ['binaryauthorization', false],
    ['container', true],
  ],
  monitoring: [
    ['logging', true],
    ['monitoring', true],
  ],
  budgets: [['billingbudgets', false]],
};

/** What the interface calls by a name of its own is asked for by `gcloud storage service-agent`. */
function before(_: Stack, parts: ReadonlySet<Part>): readonly Text[] {
  const needed = [...parts].flatMap(part => services[part] ?? []);
  const all = needed.map(([name]) => `${name}.googleapis.com`).toSorted();
  const withAgent = needed.flatMap(([name, hasAgent]) => (hasAgent && name !== 'storage' ? [name] : []));
  return [
    'What Google has to turn on, and the accounts of its services, which have to be there before they can be given keys:',
    '',
    ...shell([
      `gcloud services enable ${all.join(' ')}`,
      `for service in ${withAgent.toSorted().join(' ')}; do`,
      '  gcloud beta services identity create --service="$service.googleapis.com"',
      'done',
      'gcloud storage service-agent',
    ]),
    '',
  ];
}

const onCloudRun =
  'The image that a service names has to be in the registry before its first revision can start; `terraform -chdir=bootstrap output registry` tells where it is pushed. Later versions are deployed as revisions under a tag, without traffic, and get the traffic at once (blue-green) or in steps (canary): `gcloud run deploy --no-traffic --tag=TAG`, then `gcloud run services update-traffic --to-tags=TAG=10`. Terraform leaves image and traffic as it finds them.';

const onCluster =
  'The manifests run on the cluster; `terraform -chdir=bootstrap output registry` tells where their images are pushed. The ServiceAccount of a service stands for its account of Google once it says so: `kubectl annotate serviceaccount NAME --namespace NAMESPACE iam.gke.io/gcp-service-account=EMAIL`, with the addresses that `terraform output services` tells.';

export const wordsOf = (parts: ReadonlySet<Part>): Words => ({
  account: 'a project of Google Cloud (`GOOGLE_PROJECT`)',
  once: 'a project of Google Cloud',
  backend: 'gcs',
  before,
  images: parts.has('cluster') ? onCluster : onCloudRun,
  secrets: ({ environment, service, keys }) => [
    text`Revisions start once their secrets have values. Make the places first, then put a value into each: in ${environment.name} those of ${service.name} are called ${markdownText(secretIn(service, environment))}, a hyphen and one of ${keys}:`,
    '',
    ...shell([
      text`terraform apply -var-file=environments/${environment.file}.tfvars -target=module.secrets`,
      text`gcloud secrets versions add ${secretIn(service, environment)}-NAME --data-file=FILE`,
    ]),
    '',
  ],
});
