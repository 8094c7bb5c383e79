/** Every parser of foreign text, with documents that it reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAdr } from '../../src/generate/documents/adr/index.ts';
import type { DocumentText } from '../../src/generate/documents/gathering.ts';
import type { Reading } from '../../src/generate/documents/index.ts';
import { readNative } from '../../src/generate/documents/native/index.ts';
import { readReq } from '../../src/generate/documents/req/index.ts';
import { readSpec } from '../../src/generate/documents/spec/index.ts';

export interface Parser {
  readonly name: string;
  readonly seeds: readonly string[];
  readonly read: (text: string) => unknown;
}

const root = new URL('../..', import.meta.url).pathname;
const file = (path: string) => readFileSync(join(root, path), 'utf8');
const folder = (path: string) => readdirSync(join(root, path)).map(name => file(join(path, name)));

const document =
  (kind: DocumentText['kind'], name: string, read: (document: DocumentText) => Reading) => (text: string) =>
    read({ kind, file: name, text });

export const parsers: readonly Parser[] = [
  {
    name: 'devops-flow.yaml',
    seeds: folder('test/fuzz/seeds/native'),
    read: document('service', 'devops-flow.yaml', readNative),
  },
  {
    name: 'SPEC, YAML',
    seeds: [file('examples/orders/docs/09_SPEC/SPEC-01_orders.yaml')],
    read: document('spec', 'SPEC-01.yaml', readSpec),
  },
  {
    name: 'SPEC, Markdown',
    seeds: [file('examples/specs/SPEC-API-V1.md')],
    read: document('spec', 'SPEC-01.md', readSpec),
  },
  {
    name: 'REQ',
    seeds: [file('examples/orders/docs/07_REQ/REQ-01_orders_delivery.md')],
    read: document('req', 'REQ-01.md', readReq),
  },
  {
    name: 'ADR',
    seeds: [file('examples/orders/docs/05_ADR/ADR-02_cloud_provider.md')],
    read: document('adr', 'ADR-02.md', readAdr),
  },
];
