import { type RouterHealth, serveAdmin } from './admin.ts';
import { Ledger } from './ledger.ts';
import { Mirror } from './mirror.ts';
import { Front } from './server.ts';
import { Switchboard } from './switchboard.ts';

export interface RouterOptions {
  /** Path of the control socket. */
  readonly socket: string;
  /** Where the table in force is kept, so that a restarted router serves at once. */
  readonly tableFile: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly service: string;
  /** Called once it listens. */
  readonly ready?: (health: RouterHealth) => void;
  /** How long a request waits for an instance before it is answered 504; default 10 s. */
  readonly holdMs?: number;
  /** How many requests may wait; further ones are answered 503 at once; default 1,000. */
  readonly maxHeld?: number;
  /** How long an instance may take until the head of its response; default 60 s. */
  readonly upstreamTimeoutMs?: number;
  /** How long a client may take until the end of its request's head; default 10 s. */
  readonly headersTimeoutMs?: number;
}

const maxHeldBytes = 64 * 1024 * 1024;
const graceMs = 8_000;
const frontLimits = {
  maxHeaderBytes: 16 * 1024,
  requestTimeoutMs: 300_000,
  // Longer than the idle time of common load balancers and clients, so that they close first.
  keepAliveMs: 75_000,
};

/**
 * Routes the traffic of one service until it is told to stop by SIGTERM, SIGINT or the control method `stop`; then it
 * accepts nothing new, finishes what is in hand and resolves.
 * @throws Failure `port-taken`, `port-forbidden`, `control-in-use`, or what is wrong with the table file.
 */
export async function runRouter(options: RouterOptions): Promise<void> {
  const { socket, host, service } = options;
  const ledger = new Ledger();
  const upstreamTimeoutMs = options.upstreamTimeoutMs ?? 60_000;
  const switchboard = new Switchboard(
    {
      service,
      tableFile: options.tableFile,
      hold: { maxRequests: options.maxHeld ?? 1_000, maxBytes: maxHeldBytes },
      headersTimeoutMs: upstreamTimeoutMs,
    },
    ledger,
  );
  const mirror = new Mirror(switchboard, ledger, upstreamTimeoutMs);
  const limits = { ...frontLimits, headersTimeoutMs: options.headersTimeoutMs ?? 10_000 };
  const front = new Front({ switchboard, ledger, mirror, holdMs: options.holdMs ?? 10_000 }, limits);
  const { told, tell, forget } = untilTold();
  try {
    const port = await front.listen(host, options.port);
    const health = { pid: process.pid, host, port, service };
    const admin = await serveAdmin(socket, health, { switchboard, ledger, mirror }, tell);
    options.ready?.(health);
    await told;
    switchboard.stop();
    await front.stop(graceMs);
    await admin.close();
  } finally {
    switchboard.stop();
    mirror.stop();
    await front.stop(0);
    forget();
  }
}

function untilTold(): { told: Promise<void>; tell: () => void; forget: () => void } {
  let resolveTold: (() => void) | undefined;
  const told = new Promise<void>(resolve => {
    resolveTold = resolve;
  });
  const tell = () => resolveTold?.();
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, tell);
  return {
    told,
    tell,
    forget: () => {
      for (const signal of signals) process.off(signal, tell);
    },
  };
}
