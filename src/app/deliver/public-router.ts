import type { RouterHealth } from '../../deliver/router/admin.ts';
import { failure } from '../../errors/index.ts';
import { lastListened, routerHealth, type Self, startRouter } from './daemons.ts';
import type { Place } from './place.ts';
import { freePublicPort } from './public-port.ts';

const host = '127.0.0.1';

interface Wish {
  readonly self: Self;
  readonly port?: number;
  readonly anyPort?: boolean;
}

/** The router that runs, or a new one on the wanted port. @throws Failure `router-elsewhere`, `port-taken`. */
export async function openRouter(
  place: Place,
  documented: number,
  token: number,
  { self, port: asked, anyPort = false }: Wish,
): Promise<RouterHealth> {
  const running = await routerHealth(place);
  if (running) {
    if (asked !== undefined && asked !== running.port && !anyPort)
      throw failure('router-elsewhere', { running: running.port, wanted: asked });
    return running;
  }
  const port = await freePublicPort(host, asked ?? documented, anyPort);
  return startRouter(place, self, { host, port, service: place.service, token });
}

/** The router that runs, or one where it last listened: for commands that read no document. */
export async function reopenRouter(place: Place, token: number, self: Self): Promise<RouterHealth> {
  const running = await routerHealth(place);
  if (running) return running;
  const listen = lastListened(place);
  const { project, environment } = place;
  if (!listen) throw failure('nothing-runs', { folder: project, environment });
  await freePublicPort(listen.host, listen.port, false);
  return startRouter(place, self, { ...listen, service: place.service, token });
}
