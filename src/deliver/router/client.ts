import { callControl } from '../control/call.ts';
import type { Router } from '../engine/ports.ts';

/** The router behind a control socket. Calls throw Failure when it refuses, ControlUnreachable when it is not there. */
export function connectRouter(socket: string): Router {
  return {
    apply: table => callControl(socket, 'apply', table),
    stats: () => callControl(socket, 'stats'),
    inFlight: release => callControl(socket, 'inFlight', { release }),
  };
}
