import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../../src/model/languages.ts';
import { pipelineProducts, usualProduct } from '../../src/model/pipeline/product.ts';
import { clusterProjects } from './clusters.ts';
import { composeProject, composeStacks } from './compose.ts';

/** A project to generate: what it is called in the table, and who lays out its documents. */
export interface Stack {
  readonly name: string;
  readonly layOut: (folder: string) => void;
  /** Options of `generate`. */
  readonly options: readonly string[];
}

const ofDocument = (name: string, text: string): Stack => ({
  name,
  options: [],
  layOut: folder => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'devops-flow.yaml'), text);
  },
});

const ofLanguage = (language: string): Stack =>
  ofDocument(
    `language ${language}`,
    [
      'name: shop',
      `language: ${language}`,
      'port: 8080',
      'image: { repository: registry.example.com/team/shop }',
      'health: { live: /health/live, ready: /health/ready }',
      'environments:',
      '  staging: { replicas: 2 }',
      '  production: { strategy: blue-green, replicas: 3 }',
      '',
    ].join('\n'),
  );

/** The documents of others; none where the folder that holds them is not named. */
function ofCorpus(corpus: string | undefined): readonly Stack[] {
  if (corpus === undefined || !existsSync(corpus)) return [];
  const scores = readdirSync(join(corpus, 'score')).filter(file => file.endsWith('.yaml'));
  return [
    {
      name: 'REQ-02',
      options: ['--req', 'REQ-02_deployment_requirements_example.md'],
      layOut: folder => cpSync(join(corpus, 'sdd'), folder, { recursive: true }),
    },
    ...scores.map(file => ({
      name: file.replace(/_score|\.yaml$/g, ''),
      options: ['--score', 'score.yaml'],
      layOut: (folder: string) => cpSync(join(corpus, 'score', file), join(folder, 'score.yaml')),
    })),
  ];
}

const several = [
  'services:',
  '  api: { language: node, port: 8080 }',
  '  mailer: { kind: worker, language: python }',
  '  search: { image: { repository: docker.io/getmeili/meilisearch, tag: v1.12.0 }, port: 7700 }',
  'environments:',
  '  staging: {}',
  '  production: { strategy: blue-green, approval: true }',
  '',
];

/** Every language and every product that runs pipelines; the other families do not ask for the product. */
const ofProduct = (product: string): readonly Stack[] => [
  {
    name: `${product} several`,
    options: ['--type', product, '--family', 'pipelines'],
    layOut: folder => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'devops-flow.yaml'), several.join('\n'));
    },
  },
  ...Object.keys(usage).map(language => ({
    ...ofLanguage(language),
    name: `${product} ${language}`,
    options: ['--type', product, '--family', 'pipelines'],
  })),
];

export const stacksOf = (project: string, corpus: string | undefined): readonly Stack[] => [
  {
    name: 'example orders',
    options: [],
    layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
  },
  ...ofCorpus(corpus),
  ...composeStacks(corpus),
  ofDocument('every store', composeProject),
  ...Object.keys(usage).map(ofLanguage),
  ...pipelineProducts.filter(product => product !== usualProduct).flatMap(ofProduct),
  ...Object.entries(clusterProjects).map(([name, text]) => ofDocument(name, text)),
];
