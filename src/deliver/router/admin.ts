import { type ControlServer, serveControl } from '../control/serve.ts';
import type { RouterStats } from '../engine/table.ts';
import type { Ledger } from './ledger.ts';
import { metricsText } from './metrics.ts';
import type { Switchboard } from './switchboard.ts';

export interface RouterHealth {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  readonly service: string;
}

/** The control side: apply, stats, inFlight, health, stop; and GET /metrics. */
export function serveAdmin(
  socket: string,
  health: RouterHealth,
  switchboard: Switchboard,
  ledger: Ledger,
  stop: () => void,
): Promise<ControlServer> {
  const startedAt = Date.now();
  const stats = (): RouterStats => ({
    schemaVersion: 1,
    pid: process.pid,
    startedAt,
    token: switchboard.table?.token ?? 0,
    generation: switchboard.table?.generation ?? 0,
    tallies: ledger.snapshot(),
    inFlight: switchboard.inFlight(),
    held: switchboard.held,
  });
  return serveControl(
    socket,
    {
      apply: body => switchboard.apply(body),
      stats: async () => stats(),
      inFlight: async body => {
        const counts = switchboard.inFlight();
        const { release } = body as { release: string };
        return Object.hasOwn(counts, release) ? counts[release] : 0;
      },
      health: async () => health,
      stop: async () => stop(),
    },
    {
      metrics: () => ({
        type: 'text/plain; version=0.0.4',
        text: metricsText(health.service, ledger, switchboard.inFlight(), switchboard.held),
      }),
    },
  );
}
