import type { Problem } from '../../errors/index.ts';
import type { ComposeEntry } from './compose-entry.ts';
import { at, finding, items, show } from './parsed.ts';
import { httpPort, listedPorts } from './services.ts';

interface PublishedPort {
  readonly text: string;
  /** The address of the machine; undefined for all. */
  readonly address: string | undefined;
  /** NaN for what is only known when Compose runs. */
  readonly host: number;
  readonly target: number;
}

/** Ports are published to this machine alone, from 1024 on, and lead to one that the service listens on. */
export function checkComposePorts(entry: ComposeEntry): Problem[] {
  const { file, name, service } = entry;
  const own = new Set(service ? listedPorts(service) : []);
  const published = items(at(entry.value, 'ports')).flatMap((item, i) => {
    const { text, address, host, target } = readPort(item);
    const line = entry.lineOf('ports', i);
    const facts = { service: name, port: text };
    const isWrong = own.size > 0 && !Number.isNaN(target) && !own.has(target);
    const mismatch = { what: 'ports', port: String(target), expected: [...own].join(' or ') };
    return [
      ...(address === undefined || address === '0.0.0.0'
        ? [finding(file, 'container-traffic-not-bound-to-host-interface', facts, line)]
        : []),
      ...(host < 1024 && host > 0
        ? [finding(file, 'privileged-ports-mapped-in-container', facts, line)]
        : []),
      ...(isWrong ? [finding(file, 'port-mismatch', mismatch, line)] : []),
    ];
  });
  return [...published, ...checkPortVariable(entry)];
}

/** The service is told the port that the documents say. */
function checkPortVariable({ file, value, service, lineOf }: ComposeEntry): Problem[] {
  const expected = service && httpPort(service);
  const port = at(value, 'environment', 'PORT');
  if (expected === undefined || port === undefined || show(port) === String(expected)) return [];
  const facts = { what: 'PORT', port: show(port), expected: String(expected) };
  return [finding(file, 'port-mismatch', facts, lineOf('environment', 'PORT'))];
}

/** "127.0.0.1:${PORT:-8080}:8080/tcp", or the long form. A variable counts as what it is when nobody says. */
function readPort(item: unknown): PublishedPort {
  if (typeof item === 'object' && item !== null) {
    const address = at(item, 'host_ip');
    const number = (key: string) => Number(show(at(item, key) ?? Number.NaN));
    const target = number('target');
    return {
      text: show(target),
      address: address === undefined ? undefined : show(address),
      host: number('published'),
      target,
    };
  }
  const text = show(item);
  const plain = text
    .replaceAll(/\$\{\w{1,200}:?-([^}]{0,200})\}/g, '$1')
    .replaceAll(/\[[^\]]{0,60}\]/g, 'ip6');
  const parts = (plain.split('/')[0] ?? '').split(':');
  const [target, host, address] = parts.toReversed();
  return { text, address, host: Number(host ?? Number.NaN), target: Number(target) };
}
