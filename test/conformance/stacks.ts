import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPins } from '../../src/generate/pins/file.ts';
import { usage } from '../../src/model/languages.ts';
import { versions } from '../../src/model/official-images.ts';
import { pinsFile } from '../../src/model/pins.ts';
import { pipelineProducts, usualProduct } from '../../src/model/pipeline/product.ts';
import { amazonStacks } from '../terraform/amazon.ts';
import { depotDocument } from '../terraform/azure.ts';
import { shopDocument } from '../terraform/google.ts';
import { clusterProjects } from './clusters.ts';
import { composeProject } from './compose.ts';
import { ofCorpus } from './corpus.ts';
import { machineProjects } from './machines.ts';
import { ofDocument, type Stack } from './stack.ts';

const ofLanguage = (language: string): Stack =>
  ofDocument(
    `language ${language}`,
    `name: shop
language: ${language}
port: 8080
image: { repository: registry.example.com/team/shop }
health: { live: /health/live, ready: /health/ready }
environments:
  staging: { replicas: 2 }
  production: { strategy: blue-green, replicas: 3 }
`,
  );

const several = `services:
  api: { language: node, port: 8080 }
  mailer: { kind: worker, language: python }
  search: { image: { repository: docker.io/getmeili/meilisearch, tag: v1.12.0 }, port: 7700 }
environments:
  staging: {}
  production: { strategy: blue-green, approval: true }
`;

/** Every language and every product that runs pipelines; the other families do not ask for the product. */
function ofProduct(product: string): readonly Stack[] {
  const options = ['--type', product, '--family', 'pipelines'];
  const languages = Object.keys(usage).map(language => ({
    ...ofLanguage(language),
    name: `${product} ${language}`,
    options,
  }));
  return [ofDocument(`${product} several`, several, options), ...languages];
}

const pinnedImages = [
  'docker.io/getmeili/meilisearch:v1.12.0',
  'docker.io/library/alpine:3.24.1',
  ...['', '-slim'].map(suffix => `docker.io/library/node:${versions.node['22']}-trixie${suffix}`),
  ...['trixie', 'slim-trixie'].map(suffix => `docker.io/library/python:${versions.python['3.12']}-${suffix}`),
];

/** No scanner asks a registry: any digest will do. */
const pin = { digest: `sha256:${'a'.repeat(64)}`, pinned: '2026-11-22' };

function pinned(): Stack {
  const text = several.replace('tag: v1.12.0', 'tag: v1.12.0, built: false');
  const stack = ofDocument('several, pinned', text);
  const pins = { images: new Map(pinnedImages.map(name => [name, pin])), actions: new Map() };
  return {
    ...stack,
    layOut: folder => {
      stack.layOut(folder);
      writeFileSync(join(folder, pinsFile), printPins(pins));
    },
  };
}

/** EKS, and tables of DynamoDB. */
const onAmazon: readonly Stack[] = amazonStacks.map(({ name, layOut, argv }) => ({
  name,
  layOut,
  options: [...argv, '--family', 'terraform'],
}));

/** The example and the stores of Amazon as templates. */
const asTemplates = (project: string): readonly Stack[] => [
  {
    name: 'example orders as templates',
    options: ['--cloud', 'aws', '--family', 'cloudformation'],
    layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
  },
  ...amazonStacks
    .filter(({ name }) => name === 'DynamoDB')
    .map(({ name, layOut, argv }) => ({
      name: `${name} as templates`,
      layOut,
      options: [...argv, '--family', 'cloudformation'],
    })),
];

const ofRequirements = (project: string, file: string): Stack => ({
  name: file.replace(/\.md$/, ''),
  options: ['--req', file, '--family', 'terraform'],
  layOut: folder => cpSync(join(project, 'test/terraform/documents', file), join(folder, file)),
});

/** Cloud Run with all that there is beside it, and GKE. */
const onGoogle = (project: string): readonly Stack[] => [
  ofRequirements(project, 'REQ-03_catalogue_google.md'),
  ofRequirements(project, 'REQ-04_prices_google.md'),
  ofDocument('shop on Google Cloud', shopDocument({ LOG_LEVEL: 'info' }), ['--family', 'terraform']),
];

/** Container Apps with all that there is beside them, and AKS. */
const onAzure = (project: string): readonly Stack[] => [
  ofRequirements(project, 'REQ-05_billing_azure.md'),
  ofRequirements(project, 'REQ-06_rates_azure.md'),
  ofDocument('depot on Azure', depotDocument({ LOG_LEVEL: 'info' }), ['--family', 'terraform']),
  ...[
    ofRequirements(project, 'REQ-05_billing_azure.md'),
    ofDocument('depot on Azure', depotDocument({ LOG_LEVEL: 'info' }), ['--family', 'terraform']),
  ].map(({ name, layOut, options }) => ({
    name: `${name} as templates`,
    layOut,
    options: [...options.filter(option => option !== 'terraform'), 'arm'],
  })),
];

export const stacksOf = (project: string, corpus: string | undefined): readonly Stack[] => [
  {
    name: 'example orders',
    options: [],
    layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
  },
  ...ofCorpus(corpus),
  ofDocument('every store', composeProject),
  pinned(),
  ...Object.keys(usage).map(ofLanguage),
  ...pipelineProducts.filter(product => product !== usualProduct).flatMap(ofProduct),
  ...Object.entries(machineProjects).map(([name, text]) => ofDocument(name, text, ['--family', 'ansible'])),
  ...onAmazon,
  ...asTemplates(project),
  ...onGoogle(project),
  ...onAzure(project),
  ...Object.entries(clusterProjects).map(([name, text]) => ofDocument(name, text)),
];
