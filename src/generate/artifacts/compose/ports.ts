import { change, type Text, text } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import { containerPorts } from '../shared/ports.ts';
import { type Ask, ask, type Filled, filled, variableOf } from './filled.ts';

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
        const suffix = change(protocol, word => (word === 'TCP' ? '' : `/${word.toLowerCase()}`));
        const reached = text`${target}${suffix}`;
        const about = text`the port of this machine that leads to ${reached} of ${service.name}`;
        const fallback = target.map(wanted => String(freePort(wanted, taken)));
        return published({ key, about, fallback }, reached);
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
export const published = (wish: Ask, target: Text): Filled => filled`127.0.0.1:${ask(wish)}:${target}`;
