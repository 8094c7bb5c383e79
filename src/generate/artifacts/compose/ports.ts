import { change, type Text, type Traced, text } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import { containerPorts } from '../shared/ports.ts';
import { ask, type Filled, filled, variableOf } from './filled.ts';

/**
 * The ports of this machine, each once: those of the containers from 1024 on; others, and what is taken, go up from
 * there. A developer whose machine uses one already names another in .env.
 */
export function publishedPorts(
  services: readonly ServiceView[],
): ReadonlyMap<ServiceView, readonly Filled[]> {
  const taken = new Set<number>();
  return new Map(
    services.map(service => {
      const http = isServing(service) ? service.port.value : undefined;
      const ports = containerPorts(service).map(({ name, target, protocol }) => {
        const key = variableOf(service.name, ...(target.value === http ? [] : [name]), 'PORT');
        return published(
          key,
          target.map(wanted => String(freePort(wanted, taken))),
          target,
          change(protocol, word => (word === 'TCP' ? '' : `/${word.toLowerCase()}`)),
          service.name,
        );
      });
      return [service, ports] as const;
    }),
  );
}

function freePort(wanted: number, taken: Set<number>): number {
  let port = wanted < 1024 ? 8000 + wanted : wanted;
  while (taken.has(port)) port += 1;
  taken.add(port);
  return port;
}

/** "127.0.0.1:${SHOP_PORT:-8080}:8080": nobody outside this machine reaches it. */
function published(
  key: Text,
  host: Text,
  target: Traced<number>,
  protocol: Text,
  owner: Traced<string>,
): Filled {
  const about = text`the port of this machine that leads to ${target}${protocol} of ${owner}`;
  const wish = ask({ key, about, fallback: host });
  return filled`127.0.0.1:${wish}:${target.map(String)}${protocol}`;
}
