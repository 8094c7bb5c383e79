import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';

/** The warnings about keys in a document, as "line:column message fix". */
function misspelt(kind: 'req' | 'spec', file: string, text: string): string[] {
  return (kind === 'req' ? readReq : readSpec)({ kind, file, text })
    .problems.filter(({ id }) => id === 'key-unknown')
    .map(({ at, message, fix }) => `${at?.line}:${at?.column} ${message.split(':')[0]}; ${fix}`);
}

const spec = (text: string) => misspelt('spec', 'SPEC-01.yaml', text);

describe('a key of a SPEC that is almost one that is read there', () => {
  it('is a warning with its place and the key that was meant', () => {
    const text = `id: orders
implementation:
  langauge: node
  deployment:
    port_exposed: [9090]
    rollout:
      bake_second: 5
      readySeconds: 20
`;
    expect(spec(text)).toEqual([
      '3:3 "langauge" is not read in implementation; did you mean "language"?',
      '5:5 "port_exposed" is not read in implementation.deployment; did you mean "ports_exposed"?',
      '7:7 "bake_second" is not read in implementation.deployment.rollout; did you mean "bake_seconds"?',
      '8:7 "readySeconds" is not read in implementation.deployment.rollout; did you mean "ready_seconds"?',
    ]);
  });

  it('is found where a whole part or an item of a list has it', () => {
    expect(spec('id: a\nimplementaton:\n  language: node\n')).toEqual([
      '2:1 "implementaton" is not read in a SPEC; did you mean "implementation"?',
    ]);
    const text = 'id: a\nimplementation:\n  environment_variables:\n    - { name: TOKEN, sensitve: true }\n';
    expect(spec(text)).toEqual([
      '4:22 "sensitve" is not read in implementation.environment_variables[0]; did you mean "sensitive"?',
    ]);
  });

  it('is found in a table of a Markdown SPEC, once for a column', () => {
    const text = `# SPEC-01: Orders

## Deployment

| Setting | Value |
|---|---|
| Heath check path | /live |

## Environment variables

| Name | Requred |
|---|---|
| A | yes |
| B | no |
`;
    expect(misspelt('spec', 'SPEC-01.md', text)).toEqual([
      '7:3 "Heath check path" is not read in implementation.deployment; did you mean "health_check_path"?',
      '11:10 "Requred" is not read in implementation.environment_variables[0]; did you mean "required"?',
    ]);
  });

  it('is no mistake where it is far from any, where the right key is there too, or where none is read', () => {
    expect(spec('id: a\nowner: b\nimplementation:\n  langage: x\n  language: node\n')).toEqual([]);
    expect(spec('id: a\nimplementation: {}\nsecurity:\n  port_exposed: 1\n')).toEqual([]);
  });
});

it('says that an optional column of 9.5.2 is misspelt', () => {
  const text = `## 9.5 Deployment Requirements
### 9.5.2 Environment Configuration
| Environment | Deployment Strategy | Rollback Time | Replicas | Regions | Bakk Time | Owner |
|---|---|---|---|---|---|---|
| local | Blue-Green | 1 minute | 2 | N/A | 9 seconds | me |
`;
  expect(misspelt('req', 'REQ-01.md', text)).toEqual([
    '3:76 "Bakk Time" is not read in 9.5.2 Environment Configuration; did you mean "Bake Time"?',
  ]);
});

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS does not name the folder of real documents)';
const examples = new URL('../../../examples', import.meta.url).pathname;

describe('documents that are right', () => {
  const own: readonly (readonly ['req' | 'spec', string])[] = [
    ['spec', 'specs/SPEC-API-V1.md'],
    ['spec', 'orders/docs/09_SPEC/SPEC-01_orders.yaml'],
    ['req', 'orders/docs/07_REQ/REQ-01_orders_delivery.md'],
  ];
  it.each(own)('of the kind %s have no misspelt key: examples/%s', (kind, name) => {
    expect(misspelt(kind, name, readFileSync(join(examples, name), 'utf8'))).toEqual([]);
  });

  const real: readonly (readonly ['req' | 'spec', string])[] = [
    ['spec', 'sdd/SPEC-MVP-TEMPLATE.yaml'],
    ['req', 'sdd/REQ-02_deployment_requirements_example.md'],
  ];
  it.skipIf(!corpus).each(real)(`of the kind %s have no misspelt key: %s${why}`, (kind, name) => {
    expect(misspelt(kind, name, readFileSync(join(corpus ?? '', name), 'utf8'))).toEqual([]);
  });
});
