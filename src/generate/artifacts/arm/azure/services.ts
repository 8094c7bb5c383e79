/** One service in the file of parameters: mostly as Container Apps want it. */
import { change, combine, plain, type Text, Traced, text } from '../../../../model/traced.ts';
import type { HclNode, HclObject } from '../../shared/hcl.ts';
import { entriesOf, listOf, namesIn, numberOf, objectOf, textOf } from '../../shared/hcl-values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { appName, secretOf } from './names.ts';
import { flag } from './said.ts';

export const serviceParameters = (name: Text, said: HclObject, parts: ReadonlySet<Part>): YamlObject => ({
  name,
  app: appName(name),
  kind: textOf(said.kind),
  image: textOf(said.image),
  isOwnImage: flag(said.is_own_image),
  command: namesIn(said.command).length > 0 ? [...namesIn(said.command)] : null,
  cpu: textOf(said.cpu),
  memoryGb: textOf(said.memory_gb),
  profile: textOf(said.profile),
  environment: entriesOf(said.environment).map(([key, value]) => ({ name: key, value: textOf(value) })),
  addresses: entriesOf(said.addresses).map(([key, address]) => ({ name: key, address: textOf(address) })),
  secrets: entriesOf(said.secrets).map(([variable, secret]) => ({
    variable,
    name: secretOf(variable),
    secret: textOf(secret),
  })),
  mounts: listOf(said.mounts).map(node => {
    const mount = objectOf(node);
    return { name: textOf(mount.name), fileShare: textOf(mount.file_share), path: textOf(mount.path) };
  }),
  ...(plain(textOf(said.kind)) === 'job' ? jobParameters(said) : appParameters(said, parts)),
});

const jobParameters = ({ job }: HclObject): YamlObject => ({
  schedule: objectOf(job).schedule === null ? null : textOf(objectOf(job).schedule),
});

const appParameters = (said: HclObject, parts: ReadonlySet<Part>): YamlObject => ({
  ingress: said.port === null ? null : ingressOf(said, parts),
  probes: said.port === null ? [] : probesOf(said),
  rules: rulesOf(said),
  queues: plain(textOf(said.kind)) === 'worker' ? [...namesIn(said.queues)] : [],
  minCount: numberOf(said.min_count),
  maxCount: numberOf(said.max_count),
  stopSeconds: numberOf(said.stop_seconds),
  errorsPerMinute: numberOf(said.errors_per_minute),
  p95Milliseconds: change(numberOf(said.p95_seconds), seconds => Math.round(seconds * 1_000)),
});

/** Where nobody asks from outside, everything in the network does. */
const ingressOf = ({ port, ingress }: HclObject, parts: ReadonlySet<Part>): YamlObject => ({
  targetPort: numberOf(port),
  transport: 'auto',
  external: !parts.has('ingress') || (ingress !== null && ingress !== undefined),
  traffic: [{ latestRevision: true, weight: 100 }],
});

function probesOf({ port, health, start_seconds: startSeconds }: HclObject): YamlNode[] {
  const said = objectOf(health);
  const [interval, start] = [numberOf(said.interval_seconds), numberOf(startSeconds)];
  const of = (make: () => number) =>
    combine(
      [interval, start].filter(value => value instanceof Traced),
      make,
    );
  const probe = (
    type: string,
    path: HclNode | undefined,
    period: YamlNode,
    failures: YamlNode,
  ): YamlNode => ({
    type,
    ...(path === null
      ? { tcpSocket: { port: numberOf(port) } }
      : { httpGet: { scheme: 'HTTP', path: textOf(path), port: numberOf(port) } }),
    periodSeconds: period,
    timeoutSeconds: numberOf(said.timeout_seconds),
    failureThreshold: failures,
  });
  const failures = numberOf(said.failures);
  return [
    // Ten times in vain at the most: what starts slowly is asked less often.
    probe(
      'Startup',
      said.start_path,
      of(() => Math.max(plain(interval), Math.ceil(plain(start) / 10))),
      of(() => Math.min(10, Math.max(1, Math.ceil(plain(start) / plain(interval))))),
    ),
    probe('Readiness', said.ready_path, interval, failures),
    probe('Liveness', said.live_path, interval, failures),
  ];
}

const used = (type: string, percent: HclNode | undefined): YamlNode[] =>
  percent === null || percent === undefined
    ? []
    : [
        {
          name: type,
          custom: { type, metadata: { type: 'Utilization', value: text`${textOf(percent)}` } },
        },
      ];

/** A hundred requests at once are enough for an instance, however little it has to do for each. */
function rulesOf({ port, cpu_percent: cpu, memory_percent: memory }: HclObject): YamlNode[] {
  return [
    ...(port === null ? [] : [{ name: 'requests', http: { metadata: { concurrentRequests: '100' } } }]),
    ...used('cpu', cpu),
    ...used('memory', memory),
  ];
}
