import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callControl } from '../../control/call.ts';
import type { Router } from '../../engine/ports.ts';
import { type Cause, type RouterStats, type RouterTable, tableVersion } from '../../engine/table.ts';
import type { RouterHealth } from '../admin.ts';
import { connectRouter } from '../client.ts';
import { type RouterOptions, runRouter } from '../main.ts';

/** A backend in a test: a port on this machine, by default an instance `<release>-<port>`. */
export interface Place {
  readonly port: number;
}

/** A real router on a free port, with tables written by hand. */
export interface Rig extends Router {
  readonly url: string;
  readonly port: number;
  readonly socket: string;
  readonly tableFile: string;
  /** Applies the next table: the backends of each release, the split, and what else the table says. */
  give(
    backends: Readonly<Record<string, readonly Place[]>>,
    split: Readonly<Record<string, number>>,
    more?: Partial<Pick<RouterTable, 'mark' | 'assignment' | 'mirror' | 'flag'>>,
  ): Promise<void>;
  /** Requests, retries and causes over all tallies. */
  totals(): Promise<Totals>;
  stop(): Promise<void>;
}

export interface Totals {
  readonly requests: number;
  readonly retried: number;
  readonly byCause: Partial<Record<Cause, number>>;
}

export async function startRig(options: Partial<RouterOptions> = {}): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'router-'));
  const socket = join(folder, 's');
  const tableFile = options.tableFile ?? join(folder, 'table.json');
  const { health, ended } = await begin({
    socket,
    tableFile,
    host: '127.0.0.1',
    port: 0,
    service: 'orders',
    ...options,
  });
  const router = connectRouter(socket);
  let generation = 0;
  return {
    ...router,
    url: `http://127.0.0.1:${health.port}`,
    port: health.port,
    socket,
    tableFile,
    give: (backends, split, more) => {
      generation += 1;
      return router.apply({
        schemaVersion: tableVersion,
        token: 1,
        generation,
        service: 'orders',
        backends: Object.entries(backends).map(([release, places]) => ({
          release,
          readyPath: '/health/ready',
          instances: places.map(({ port }) => ({ id: `${release}-${port}`, host: '127.0.0.1', port })),
        })),
        split,
        ...more,
      });
    },
    totals: async () => totalsOf(await router.stats()),
    stop: async () => {
      await callControl(socket, 'stop');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function begin(options: RouterOptions): Promise<{ health: RouterHealth; ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const ended: Promise<void> = runRouter({ ...options, ready: health => resolve({ health, ended }) });
    ended.catch(reject);
  });
}

function totalsOf({ tallies }: RouterStats): Totals {
  const byCause: Partial<Record<Cause, number>> = {};
  for (const tally of tallies)
    for (const [cause, count] of Object.entries(tally.byCause) as [Cause, number][])
      byCause[cause] = (byCause[cause] ?? 0) + count;
  return {
    requests: tallies.reduce((sum, tally) => sum + tally.requests, 0),
    retried: tallies.reduce((sum, tally) => sum + tally.retried, 0),
    byCause,
  };
}

export interface Backend extends Place {
  readonly server: Server;
  /** Method and path of each request that arrived, in order. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port, or on `port` when given. */
export async function startBackend(listener: RequestListener, port = 0): Promise<Backend> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    listener(request, response);
  });
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    server,
    seen,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A port that nobody listens on. */
export async function deadPort(): Promise<Place> {
  const backend = await startBackend(() => undefined);
  await backend.close();
  return { port: backend.port };
}
