import { get } from 'node:http';
import { connect } from 'node:net';
import type { Instance } from './instance.ts';

const probeEveryMs = 250;
const probeTimeoutMs = 1_000;

/** Takes instances out of the traffic when a connection to them fails, and back when they are ready again. */
export class Health {
  readonly #recovered: (instance: Instance) => void;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(recovered: (instance: Instance) => void) {
    this.#recovered = recovered;
  }

  eject(instance: Instance): void {
    if (!instance.live) return;
    instance.live = false;
    this.#probeLater(instance);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #probeLater(instance: Instance): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#probe(instance);
    }, probeEveryMs);
    this.#timers.add(timer);
  }

  async #probe(instance: Instance): Promise<void> {
    if (instance.retired || instance.live) return;
    if (!(await isReady(instance))) return this.#probeLater(instance);
    instance.live = true;
    this.#recovered(instance);
  }
}

/** Without a path, that the port takes the connection must do. */
const isReady = (instance: Instance) =>
  instance.readyPath === '' ? takesConnections(instance) : answers200(instance);

function takesConnections({ host, port }: Instance): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: probeTimeoutMs });
    const end = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.on('connect', () => end(true));
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
  });
}

function answers200({ host, port, readyPath }: Instance): Promise<boolean> {
  return new Promise(resolve => {
    const signal = AbortSignal.timeout(probeTimeoutMs);
    get({ host, port, path: readyPath, agent: false, signal }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
