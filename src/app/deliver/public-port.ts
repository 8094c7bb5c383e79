import { portTaken } from '../../deliver/router/port-holder.ts';
import { isFree } from '../../deliver/supervisor/free-port.ts';

const tries = 100;

/**
 * `wanted`, or with `orNext` the first free port after it. Asked before anything is started, so that a taken port
 * costs nothing. @throws Failure `port-taken` with who holds it.
 */
export async function freePublicPort(host: string, wanted: number, orNext: boolean): Promise<number> {
  for (let port = wanted; port < wanted + (orNext ? tries : 1) && port <= 65_535; port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw await portTaken(host, wanted);
}
