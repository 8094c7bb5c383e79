import { realMachine } from '../../deliver/machine/real/machine.ts';
import { portTaken } from '../../deliver/router/port-holder.ts';

const tries = 100;

/**
 * `wanted`, or with `orNext` the first free port after it. Asked before anything is started, so that a taken port
 * costs nothing. @throws Failure `port-taken` with who holds it and which one is free.
 */
export async function freePublicPort(host: string, wanted: number, orNext: boolean): Promise<number> {
  if (await realMachine.sockets.isFree(wanted, host)) return wanted;
  const next = await freeAfter(host, wanted);
  if (orNext && next !== undefined) return next;
  throw await portTaken(host, wanted, next);
}

async function freeAfter(host: string, port: number): Promise<number | undefined> {
  for (let next = port + 1; next <= Math.min(port + tries, 65_535); next += 1) {
    if (await realMachine.sockets.isFree(next, host)) return next;
  }
  return undefined;
}
