import type { Problem } from '../../errors/index.ts';
import type { Service } from '../../model/service.ts';
import { at, finding, items, type Parsed, show, type Tree } from './parsed.ts';

interface PublishedPort {
  readonly text: string;
  /** The address of the machine; undefined for all. */
  readonly address: string | undefined;
  /** NaN for what is only known when Compose runs. */
  readonly host: number;
  readonly target: number;
}

/** Ports are published to this machine alone, from 1024 on, and lead to one that the service listens on. */
export function checkComposePorts(
  file: Parsed,
  tree: Tree,
  name: string,
  entry: unknown,
  service: Service | undefined,
): Problem[] {
  const own = service ? portsOf(service) : undefined;
  return items(at(entry, 'ports')).flatMap((item, i) => {
    const { text, address, host, target } = readPort(item);
    const line = tree.lineOf(['services', name, 'ports', i]);
    const facts = { service: name, port: text };
    return [
      ...(address === undefined || address === '0.0.0.0'
        ? [finding(file, 'container-traffic-not-bound-to-host-interface', facts, line)]
        : []),
      ...(host < 1024 && host > 0
        ? [finding(file, 'privileged-ports-mapped-in-container', facts, line)]
        : []),
      ...(own && own.size > 0 && !Number.isNaN(target) && !own.has(target)
        ? [portMismatch(file, target, own, line)]
        : []),
    ];
  });
}

function portMismatch(file: Parsed, target: number, own: ReadonlySet<number>, line: number): Problem {
  const facts = { what: 'ports', port: String(target), expected: [...own].join(' or ') };
  return finding(file, 'port-mismatch', facts, line);
}

function portsOf({ kind, port, ports }: Service): ReadonlySet<number> {
  const isHttp = kind === 'http' || kind === 'model';
  return new Set([...(isHttp && port !== undefined ? [port] : []), ...ports.map(({ target }) => target)]);
}

/** "127.0.0.1:${PORT:-8080}:8080/tcp", or the long form. A variable counts as what it is when nobody says. */
function readPort(item: unknown): PublishedPort {
  if (typeof item === 'object' && item !== null) {
    const address = at(item, 'host_ip');
    const [host, target] = [at(item, 'published'), at(item, 'target')].map(value =>
      Number(show(value ?? NaN)),
    );
    return {
      text: show(target),
      address: address === undefined ? undefined : show(address),
      host: host ?? Number.NaN,
      target: target ?? Number.NaN,
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
