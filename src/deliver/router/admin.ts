import { type ControlServer, serveControl } from '../control/serve.ts';
import type { RouterStats } from '../engine/table.ts';
import type { Ledger } from './ledger.ts';
import { metricsText } from './metrics.ts';
import type { Mirror } from './mirror.ts';
import type { Switchboard } from './switchboard.ts';

export interface RouterHealth {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly service: string;
}

export interface Counters {
  readonly switchboard: Switchboard;
  readonly ledger: Ledger;
  readonly mirror: Mirror;
}

/** The control side: apply, stats, inFlight, health, stop; and GET /metrics. */
export function serveAdmin(
  socket: string,
  health: RouterHealth,
  { switchboard, ledger, mirror }: Counters,
  stop: () => void,
): Promise<ControlServer> {
  const startedAt = Date.now();
  const stats = (): RouterStats => ({
    schemaVersion: 2,
    pid: process.pid,
    startedAt,
    token: switchboard.table?.token ?? 0,
    generation: switchboard.table?.generation ?? 0,
    tallies: ledger.snapshot(),
    inFlight: switchboard.inFlight(),
    held: switchboard.held,
    ...(mirror.current && { mirror: mirror.current }),
  });
  return serveControl(
    socket,
    {
      apply: body => switchboard.apply(body),
      stats: async () => stats(),
      inFlight: async body => {
        const counts = switchboard.inFlight();
        const { release } = body as { release: string };
        return Object.hasOwn(counts, release) ? counts[release] : { all: 0, retired: 0 };
      },
      health: async () => health,
      stop: async () => stop(),
    },
    {
      metrics: () => ({
        type: 'text/plain; version=0.0.4',
        text: metricsText(health.service, {
          ledger,
          inFlight: switchboard.inFlight(),
          held: switchboard.held,
          mirrors: mirror.counts,
        }),
      }),
    },
  );
}
