import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usage } from '../../src/model/languages.ts';

/** A project to generate: what it is called in the table, and who lays out its documents. */
export interface Stack {
  readonly name: string;
  readonly layOut: (folder: string) => void;
  /** Options of `generate`. */
  readonly options: readonly string[];
}

const ofLanguage = (language: string): Stack => ({
  name: `language ${language}`,
  options: [],
  layOut: folder => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'devops-flow.yaml'),
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
  },
});

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

export const stacksOf = (project: string, corpus: string | undefined): readonly Stack[] => [
  {
    name: 'example orders',
    options: [],
    layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
  },
  ...ofCorpus(corpus),
  ...Object.keys(usage).map(ofLanguage),
];
