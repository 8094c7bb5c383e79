/** How much a namespace may take: what the service reaches when it has scaled out and is being replaced at once. */
import { combine, plain, Traced } from '../../../../model/traced.ts';
import { quantityValue } from '../../../../model/values/quantities.ts';
import { isJob, isServing, isStateful } from '../../../../model/views.ts';
import { Noted, Slot, type YamlNode } from '../../shared/yaml.ts';
import { metadata } from './facts.ts';
import type { PlacedService } from './placed.ts';
import { sidecarSizes } from './sidecars.ts';
import { claimedSizes } from './storage.ts';

/** Of a container that does not say what it needs: a person who looks around, a test that asks once. */
const guest = { cpu: { request: 0.05, limit: 0.25 }, memory: { request: 64, limit: 256 } };
const guests = 2;

/** No container runs without sizes, and together they never take more than a rollout at full scale needs. */
export function quota(service: PlacedService): YamlNode[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: metadata(service, service.name),
      spec: {
        hard: new Noted(new Slot(['quota'], hard(service)), {
          above: [`${reason(service)}; and ${guests} pods of somebody who looks around.`],
        }),
      },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: metadata(service, service.name),
      spec: {
        limits: [
          {
            type: 'Container',
            default: { cpu: cores(guest.cpu.limit), memory: mebibytes(guest.memory.limit) },
            defaultRequest: { cpu: cores(guest.cpu.request), memory: mebibytes(guest.memory.request) },
          },
        ],
      },
    },
  ];
}

function reason(service: PlacedService): string {
  if (isJob(service)) return 'The runs that may overlap';
  if (isStateful(service)) return 'All instances, each replaced in its place';
  const copies = isServing(service) ? 'the copy of blue-green beside them, ' : '';
  return `All instances, ${copies}those that still leave, and the surge of a rolling update`;
}

function hard(service: PlacedService): YamlNode {
  const pods = podsAtMost(service);
  const of = (what: 'cpu' | 'memory', kind: 'request' | 'limit') => {
    const sizes = sizesOf(service, what, kind);
    return combine([pods, ...sizes], () => {
      const pod = sizes.reduce((sum, { value }) => sum + quantityValue(value), 0);
      const all = pods.value * pod + guests * guest[what][kind];
      return what === 'cpu' ? cores(all) : mebibytes(all);
    });
  };
  const claims = claimedSizes(service, pods);
  const all = (unit: (size: number) => number) =>
    claims.reduce((sum, { size, count }) => sum + unit(size.value) * plain(count), 0);
  const counts = claims.flatMap(({ count }) => (count instanceof Traced ? [count] : []));
  return {
    pods: pods.map(count => String(count + guests)),
    'requests.cpu': of('cpu', 'request'),
    'requests.memory': of('memory', 'request'),
    'limits.cpu': of('cpu', 'limit'),
    'limits.memory': of('memory', 'limit'),
    ...(claims.length > 0 && {
      persistentvolumeclaims: combine(counts, () => String(all(() => 1))),
      'requests.storage': combine([...claims.map(({ size }) => size), ...counts], () =>
        mebibytes(all(size => size)),
      ),
    }),
  };
}

/** What the containers of a pod ask for together; those that only prepare it count as if they stayed. */
const sizesOf = (service: PlacedService, what: 'cpu' | 'memory', kind: 'request' | 'limit') => {
  const list = kind === 'request' ? 'requests' : 'limits';
  return [
    service.resources[list][what],
    ...service.sidecars.map(sidecar => sidecarSizes(sidecar)[list][what]),
  ].map(size => (typeof size === 'string' ? combine([], () => size) : size));
};

/** Pods that leave still count until they are gone, and a rolling update does not wait for that. */
function podsAtMost(service: PlacedService): Traced<number> {
  if (isJob(service)) return runsAtMost(service);
  const { scaling, placement } = service;
  const promised = placement.environment?.replicas;
  const most = promised && promised.value > scaling.max.value ? promised : scaling.max;
  if (isStateful(service)) return most;
  const sets = isServing(service) ? 3 : 2;
  return most.map(count => sets * count + Math.ceil(count / 4));
}

/** One that is under way and one that takes its place; as many as the day brings where runs may overlap. */
function runsAtMost({ kind, schedule }: PlacedService): Traced<number> {
  const overlap = schedule?.overlap ?? kind;
  return overlap.map(word => (word === 'allow' ? 10 : 2));
}

const cores = (value: number) =>
  Number.isInteger(value) ? String(value) : `${Math.ceil(Math.round(value * 1e6) / 1000)}m`;
const mebibytes = (value: number) =>
  value > 0 && value % 1024 === 0 ? `${value / 1024}Gi` : `${Math.ceil(value)}Mi`;
