import type { callControl } from '../control/call.ts';
import type { serveControl } from '../control/serve.ts';

export interface Answer {
  readonly ok: boolean;
  /** It said something, be it good or bad: whoever has hung says nothing. */
  readonly spoke: boolean;
  /** What it said, such as "503 starting" or "connection refused". */
  readonly text: string;
}

/** TCP ports are those of 127.0.0.1. */
export interface Sockets {
  /**
   * One GET on a fresh connection; 200 within `timeoutMs` is good, everything else is not. Without a path, that the
   * port takes the connection is good. Never throws.
   */
  probe(port: number, path: string, timeoutMs: number): Promise<Answer>;
  /** Nobody listens there now. */
  isFree(port: number, host?: string): Promise<boolean>;
  /** The first and the last port that no outgoing connection of this machine can sit on. */
  quietPorts(): readonly [number, number];
  /** Calls a process by its control socket. */
  readonly call: typeof callControl;
  /** Serves calls on a control socket. */
  readonly serve: typeof serveControl;
}
