import { type Text, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { type Backend, backendOf, rotationDays } from '../shared/secrets/store.ts';
import { isInCluster, type SecretPlace } from './place.ts';

const products: Readonly<Record<Backend, string>> = {
  vault: 'Vault',
  aws: 'AWS Secrets Manager',
  gcp: 'Google Secret Manager',
  azure: 'Azure Key Vault',
  sops: 'files of SOPS',
};

/** Where values are, how they get there and how long they stay. Names of ours only: labels and names of stores. */
export function readme(service: ServiceView, places: readonly SecretPlace[]): readonly Text[] {
  const backend = backendOf(service);
  const days = rotationDays(service);
  return [
    text`# Secrets of ${service.name}`,
    '',
    text`They are kept in ${backend.map(name => products[name])}. No file here holds a value.`,
    '',
    '| Environment | Secret | Fields |',
    '|---|---|---|',
    ...places.flatMap(({ environment, secrets }) =>
      secrets.map(
        ({ name, properties }) => text`| ${environment.name} | \`${name}\` | ${fields(properties)} |`,
      ),
    ),
    '',
    ...(backend.value === 'sops' ? ofFiles : ofStore(places)),
    '',
    '## Rotation',
    '',
    ...(days ? rotated(days.map(String), backend.value) : ['No document says how long a value may stay.']),
  ];
}

const fields = (properties: readonly Text[]): Text =>
  properties.length === 0
    ? 'none is named by a document'
    : properties.map(name => text`\`${name}\``).reduce((all, one) => text`${all}, ${one}`);

const ofStore = (places: readonly SecretPlace[]): readonly Text[] => [
  '## Setup',
  '',
  '```bash',
  ...places
    .filter(isInCluster)
    .map(({ environment }) => text`kubectl apply --filename external-secrets/${environment.name}.yaml`),
  ...places.map(({ environment }) => text`./secrets.sh setup --env ${environment.name}`),
  '```',
  '',
  'Values come in by standard input, so that none is in a history or a list of processes:',
  '',
  '```bash',
  './secrets.sh put --env ENVIRONMENT < values.json',
  'sops decrypt --output-type json sops/ENVIRONMENT.enc.yaml | ./secrets.sh put --env ENVIRONMENT',
  '```',
  '',
  'Whoever keeps values beside the sources encrypts a copy of `sops/ENVIRONMENT.yaml` first, and fills it in then:',
  ...encrypted,
];

const encrypted = [
  '',
  '```bash',
  'sops encrypt --filename-override sops/ENVIRONMENT.enc.yaml sops/ENVIRONMENT.yaml > sops/ENVIRONMENT.enc.yaml',
  'sops edit sops/ENVIRONMENT.enc.yaml',
  '```',
];

const ofFiles: readonly Text[] = [
  '## Values',
  '',
  'A copy of `sops/ENVIRONMENT.yaml` is encrypted first, and filled in then:',
  ...encrypted,
  '',
  'They come into the cluster before the first version does, and after every change:',
  '',
  '```bash',
  'sops decrypt sops/ENVIRONMENT.enc.yaml | kubectl apply --filename -',
  '```',
];

const rotated = (days: Text, backend: Backend): readonly Text[] => [
  text`A value is replaced every ${days} days.`,
  ...(backend === 'sops'
    ? [
        '`git log -1 sops/ENVIRONMENT.enc.yaml` says how old it is; `sops rotate --in-place` gives it a new data key.',
      ]
    : [
        '`./secrets.sh rotate --env ENVIRONMENT`, once a day by a scheduler, says how many days are left. From 7 days on it has the',
        'store make the new value, where the store can, and ends with 2 where a person has to put it.',
      ]),
];
