import { describe, expect, it } from 'vitest';
import { readCompose } from './compose/index.ts';
import { readNative } from './native/index.ts';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';

const compose = { others: new Map(), environment: new Map() };
const readers = {
  'devops-flow.yaml': (text: string) => readNative({ kind: 'service', file: 'devops-flow.yaml', text }),
  'SPEC-01.yaml': (text: string) => readSpec({ kind: 'spec', file: 'SPEC-01.yaml', text }),
  'REQ-01.md': (text: string) => readReq({ kind: 'req', file: 'REQ-01.md', text }),
  'compose.yaml': (text: string) => readCompose({ kind: 'compose', file: 'compose.yaml', text }, compose),
};

const environments =
  '## 9.5 Deployment Requirements\n### 9.5.2 Environment Configuration\n| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |\n|---|---|---|---|---|\n| Europe/West | Rolling | N/A | 2 | N/A |\n';

/** "line:column message" of each note about a name. */
const notes = (file: keyof typeof readers, text: string) =>
  readers[file](text)
    .problems.filter(({ id }) => id === 'name-changed')
    .map(({ at, message }) => `${at?.line}:${at?.column} ${message}`);

describe('a name that loses more than its spelling is a note, at its place:', () => {
  it.each<[keyof typeof readers, string, string[]]>([
    ['devops-flow.yaml', 'name: "ünï cödé"\n', ['1:8 the name "ünï cödé" becomes uni-code']],
    ['devops-flow.yaml', 'name: a/../b\n', ['1:7 the name "a/../b" becomes a-b']],
    ['devops-flow.yaml', 'services:\n  señal: { port: 1 }\n', ['2:3 the name "señal" becomes senal']],
    ['devops-flow.yaml', 'sidecars: { zoë: { image: x } }\n', ['1:13 the name "zoë" becomes zoe']],
    ['devops-flow.yaml', 'environments: { prod/eu: {} }\n', ['1:17 the name "prod/eu" becomes prod-eu']],
    ['SPEC-01.yaml', 'id: shop@orders\n', ['1:5 the name "shop@orders" becomes shop-orders']],
    ['REQ-01.md', environments, ['5:3 the name "Europe/West" becomes europe-west']],
  ])('%s %j', (file, text, expected) => {
    expect(notes(file, text)).toEqual(expected);
  });
});

it.each<[keyof typeof readers, string]>([
  ['devops-flow.yaml', 'name: Component_Name\n'],
  ['devops-flow.yaml', 'name: WEB SERVICE\n'],
  ['devops-flow.yaml', 'name: orders.api\nlabels: { example.com/team: shop }\n'],
  ['SPEC-01.yaml', 'id: component_name\n'],
  ['compose.yaml', 'services:\n  order_api:\n    image: x:1\n'],
])('another spelling is none: %s %j', (file, text) => {
  expect(notes(file, text)).toEqual([]);
});
