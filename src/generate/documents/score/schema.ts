/** score.dev/v1b1 as a table; score.test.ts compares it with the published JSON Schema. */
import type { MapNode } from '../tree/node.ts';
import {
  annotationName,
  cpu,
  filled,
  headerName,
  label,
  memory,
  mode,
  resourceId,
  typeName,
  variableName,
} from './forms.ts';
import { list, map, record, type Shape, text } from './shape.ts';

const port: Shape = { is: 'port' };
const flag: Shape = { is: 'flag' };
const word = (...words: string[]): Shape => ({ is: 'word', words });

const annotations = map(text(), annotationName);

/** The three ways to say what a file holds. */
export const contentKeys = ['source', 'content', 'binaryContent'] as const;

const file = record(
  {
    target: text(filled),
    mode: text(mode),
    source: text(filled),
    content: text(),
    binaryContent: text(),
    noExpand: flag,
  },
  [],
  {
    rule: ({ entries }) =>
      contentKeys.filter(key => entries.has(key)).length === 1 ? undefined : 'score-file-content',
  },
);

const volume = record({ source: text(), path: text(), target: text(), readOnly: flag }, ['source']);

const header = record({ name: text(headerName), value: text(filled) }, ['name', 'value']);

const probe = record(
  {
    httpGet: record(
      {
        host: text(filled),
        scheme: word('HTTP', 'HTTPS'),
        path: text(),
        port,
        httpHeaders: list(header),
      },
      ['port', 'path'],
    ),
    exec: record({ command: list(text()) }, ['command']),
  },
  [],
  {
    rule: ({ entries }: MapNode) =>
      entries.has('httpGet') || entries.has('exec') ? undefined : 'score-probe-empty',
  },
);

const sizes = record({ memory: text(memory), cpu: text(cpu) });

const container = record(
  {
    image: text(filled),
    command: list(text()),
    args: list(text()),
    variables: map(text(), variableName),
    files: { is: 'targets', item: file },
    volumes: { is: 'targets', item: volume },
    before: map(record({ ready: word('started', 'healthy', 'complete') }, ['ready']), label),
    resources: record({ limits: sizes, requests: sizes }),
    livenessProbe: probe,
    readinessProbe: probe,
  },
  ['image'],
);

const servicePort = record({ port, protocol: word('TCP', 'UDP'), targetPort: port }, ['port']);

const resource = record(
  {
    type: text(typeName),
    class: text(typeName),
    id: text(resourceId),
    metadata: record({ annotations }, [], { open: true }),
    params: record({}, [], { open: true }),
  },
  ['type'],
);

export const apiVersion = 'score.dev/v1b1';

/** A whole file. Its apiVersion is looked at before. */
export const workload = record(
  {
    apiVersion: text(),
    metadata: record({ name: text(label), annotations }, ['name'], { open: true }),
    service: record({ ports: map(servicePort, label) }),
    containers: { is: 'map', keys: label, values: container, filled: true },
    resources: map(resource, label),
  },
  ['apiVersion', 'metadata', 'containers'],
);
