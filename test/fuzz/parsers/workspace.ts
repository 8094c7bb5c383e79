import { changedObjects } from '../../../src/app/generate/base/objects.ts';
import { Failure } from '../../../src/errors/index.ts';
import { checkArtifacts } from '../../../src/generate/checks/index.ts';
import { parseArtifact } from '../../../src/generate/checks/parsed.ts';
import { copies } from '../../../src/generate/dockerfile/copied-paths.ts';
import {
  digestsIn,
  printPack,
  textsIn as textsInPack,
} from '../../../src/generate/workspace/baselines/pack.ts';
import { parseLock, printLock } from '../../../src/generate/workspace/lock-format.ts';
import { mergeFile } from '../../../src/generate/workspace/merge/file.ts';
import { withMarkers, withoutMarkers } from '../../../src/generate/workspace/merge/markers.ts';
import { parsePlan } from '../../../src/generate/workspace/saved-plan/parse.ts';
import { sha256 } from '../../../src/generate/workspace/sha256.ts';
import { parseIntent, printIntent } from '../../../src/generate/workspace/write/intent.ts';
import { patchText } from '../../../src/generate/yaml/patch.ts';
import { ordersProject } from '../../fixtures/orders.ts';
import { teamFile } from '../../fixtures/team-file.ts';
import type { Parser } from '../parser.ts';
import { chosen, textOf, textsIn } from './files.ts';

/** What a parser refuses with a name is no crash. */
function refusing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const manifest = `kind: Deployment
metadata:
  name: orders # the shop
  labels: { app: orders }
spec:
  containers:
    - name: web
      image: "orders:1"
---
kind: Service
`;
const json = `{
  "name": "orders",
  "ports": [{ "port": 80 }, { "port": 443 }],
  "__proto__": { "polluted": true }
}
`;
const intent = printIntent({
  id: 'a-1',
  operations: [
    { do: 'write', path: 'k8s/a.yaml', from: 'file-0', expected: null },
    { do: 'remove', path: 'k8s/b.yaml', expected: 'a'.repeat(64) },
  ],
  baselines: ['b'.repeat(64)],
}).slice(65);

const pack = printPack(new Map([manifest, json].map(text => [sha256(text), text]))).content;

/** The three versions of a file and the merge of them, each parsed for either side of a conflict. */
const versions = 8;

/** The text as one of the three versions of a file, beside two that are in order. */
function mergeIn(path: string, whole: string, text: string): void {
  const edited = whole.replace('orders', 'shop');
  const triples = [
    [text, whole, edited],
    [whole, text, edited],
    [whole, edited, text],
  ] as const;
  const [base, ours, theirs] = chosen(triples, text) ?? triples[0];
  withoutMarkers(withMarkers(mergeFile(path, base, ours, theirs)), 'mine');
}

export const workspaceParsers: readonly Parser[] = [
  {
    name: 'lock',
    seeds: [textOf('test/fixtures/state-v1/lock.json')],
    read: text => refusing(() => printLock(parseLock(text, 'lock.json'))),
  },
  {
    name: 'saved plan',
    seeds: textsIn('test/fixtures', /^plan-v1\.json$/),
    read: text => refusing(() => parsePlan(text, 'plan.json')),
  },
  {
    // A digest shows what was cut off, not who wrote it.
    name: 'intent',
    seeds: [intent],
    read: text => refusing(() => parseIntent(`${sha256(text.trimEnd())} ${text}`, 'intent.json')),
  },
  {
    name: 'baselines',
    seeds: [pack],
    read: text => {
      digestsIn(text);
      textsInPack(text);
    },
  },
  {
    name: 'merge, YAML',
    seeds: [manifest],
    texts: versions,
    read: text => mergeIn('a.yaml', manifest, text),
  },
  { name: 'merge, JSON', seeds: [json], texts: versions, read: text => mergeIn('a.json', json, text) },
  { name: 'merge, text', seeds: [manifest], texts: versions, read: text => mergeIn('a.txt', manifest, text) },
  {
    name: 'manifests of the team',
    seeds: [manifest],
    read: text => parseArtifact(teamFile('kubernetes', text)),
  },
  {
    name: 'Dockerfiles of the team',
    seeds: [textOf('test/fuzz/seeds/repository/Dockerfile')],
    read: text => checkArtifacts(ordersProject, [teamFile('docker', text)]),
  },
  {
    name: 'COPY of the team',
    seeds: [textOf('test/fuzz/seeds/repository/Dockerfile')],
    read: text => copies(text, 'src/server.js'),
  },
  { name: 'changed objects', seeds: [manifest], read: text => changedObjects(manifest, text) },
  {
    name: 'patched files',
    seeds: [manifest],
    read: text =>
      patchText(text, {
        op: 'add',
        path: '/spec/x',
        value: 1,
        at: { file: 'a', line: 1, column: 1, length: 0 },
      }),
  },
];
