import { change, plain, type Text, type Traced } from '../../../model/traced.ts';
import { isJob, isServing, type ServiceView } from '../../../model/views.ts';
import { freeName, uniqueBy } from './unique.ts';

/** A port that others reach: its name in the Service and in the container, and both numbers. */
export interface OfferedPort {
  readonly name: Text;
  /** What others connect to. */
  readonly port: Traced<number> | number;
  /** What the container listens on. */
  readonly target: Traced<number>;
  readonly protocol: Text;
}

/** The ports of a service, each name and number once, the one for HTTP among them. None for a job: it serves nobody. */
export function offeredPorts(service: ServiceView): readonly OfferedPort[] {
  const known = offered.get(service);
  if (known) return known;
  const found = isJob(service) ? [] : portsOf(service);
  offered.set(service, found);
  return found;
}

/** Nearly every object of a cluster asks for them. */
const offered = new WeakMap<ServiceView, readonly OfferedPort[]>();

function portsOf(service: ServiceView): readonly OfferedPort[] {
  const listed = service.ports.map(({ protocol, ...port }) => ({
    ...port,
    protocol: protocol.map(word => word.toUpperCase()),
  }));
  const taken = new Set<string>();
  return uniqueBy(
    [...unlisted(service), ...listed],
    ({ port, protocol }) => `${plain(protocol)} ${plain(port)}`,
  ).map(port => ({ ...port, name: change(port.name, name => freeName(portName(name), taken)) }));
}

/** The port for HTTP where the list does not name it: 80 for others, unless one of the list is that already. */
function unlisted(service: ServiceView): readonly OfferedPort[] {
  if (!isServing(service)) return [];
  const { port: own, ports } = service;
  if (ports.some(({ target }) => target.value === own.value)) return [];
  const port = ports.some(other => other.port.value === 80) ? own : 80;
  return [{ name: 'http', port, target: own, protocol: 'TCP' }];
}

/** The name of the port that answers HTTP. */
export function httpPortName(service: ServiceView): Text | undefined {
  if (!isServing(service)) return undefined;
  const { value } = service.port;
  return offeredPorts(service).find(
    ({ target, protocol }) => target.value === value && plain(protocol) === 'TCP',
  )?.name;
}

/** The ports of the container: two that are offered may lead to one. */
export function containerPorts(service: ServiceView): readonly OfferedPort[] {
  return uniqueBy(offeredPorts(service), ({ target, protocol }) => `${plain(protocol)} ${target.value}`);
}

/** At most 15 lower case letters, digits and hyphens, a letter among them (RFC 6335, section 5.1). */
function portName(name: string): string {
  const short = (/[a-z]/.test(name) ? name : `p${name}`).slice(0, 13);
  return short.replaceAll(/-{2,}/g, '-').replace(/-$/, '');
}
