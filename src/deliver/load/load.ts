import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fire, type Hit } from './shot.ts';
import { Tally, type Window } from './tally.ts';
import type { Post, Workload } from './workload.ts';

export interface LoadOptions {
  /** Where the service is reached, such as http://127.0.0.1:8080. */
  readonly url: string;
  readonly requestsPerSecond: number;
  /** The rate grows from 0 to the full one over this time, so that cold code on both sides is warm by then; default 2,000. */
  readonly rampMs?: number;
  /** Keep-alive connections that take turns; a busy one does not hold up its turn, a further one is opened. */
  readonly connections: number;
  /** Share of requests on a connection of their own that is closed afterwards; default 0.1. */
  readonly plainShare?: number;
  /** Default 0.2. */
  readonly postShare?: number;
  /** Share of the POSTs whose body comes in two halves, `slowPostMs` apart; default 0. */
  readonly slowPostShare?: number;
  /** Default 2,000. */
  readonly slowPostMs?: number;
  /** A request without a complete response after this long is lost; default 5,000. */
  readonly timeoutMs?: number;
  readonly workload: Workload;
}

export interface Loss {
  /** Milliseconds since the load began. */
  readonly atMs: number;
  readonly window: string;
  readonly cause: string;
  readonly method: string;
  readonly path: string;
}

export interface LoadReport extends Window {
  readonly seconds: number;
  readonly windows: readonly Window[];
  /** Ids of the POSTs that were answered 2xx: each must be stored exactly once. */
  readonly acknowledged: readonly string[];
  /** The first hundred lost requests. */
  readonly losses: readonly Loss[];
}

export interface LoadHandle {
  /** From now on requests are counted in a new window of this name. */
  mark(name: string): void;
  snapshot(): LoadReport;
  /** Starts no more requests, waits for those in hand, closes the connections. */
  stop(): Promise<LoadReport>;
}

/** Starts a steady load that never waits for answers, never retries and counts what a client sees. */
export function startLoad(options: LoadOptions): LoadHandle {
  const load = new Load(options);
  const running = load.run();
  return {
    mark: name => load.mark(name),
    snapshot: () => load.snapshot(),
    stop: async () => {
      load.halt();
      await running;
      return load.snapshot();
    },
  };
}

const keptLosses = 100;
/** Timers fire late by up to this much; a start that is later than that counts from when it should have been. */
const timerSlackMs = 2;

class Load {
  readonly #options: Required<LoadOptions>;
  readonly #host: string;
  readonly #port: number;
  readonly #agents: readonly Agent[];
  readonly #begunAt = performance.now();
  readonly #total = new Tally('total');
  readonly #windows = [new Tally('start')];
  readonly #acknowledged: string[] = [];
  readonly #losses: Loss[] = [];
  readonly #inHand = new Set<Promise<void>>();
  #halted = false;

  constructor(options: LoadOptions) {
    this.#options = {
      plainShare: 0.1,
      rampMs: 2_000,
      postShare: 0.2,
      slowPostShare: 0,
      slowPostMs: 2_000,
      timeoutMs: 5_000,
      ...options,
    };
    const { hostname, port } = new URL(options.url);
    this.#host = hostname.replace(/^\[|\]$/g, '');
    this.#port = Number(port || 80);
    this.#agents = Array.from(
      { length: options.connections },
      () => new Agent({ keepAlive: true, maxFreeSockets: 1 }),
    );
  }

  async run(): Promise<void> {
    const { requestsPerSecond, rampMs } = this.#options;
    for (let i = 0; !this.#halted; ) {
      const dueAt = this.#begunAt + dueMs(i, requestsPerSecond / 1_000, rampMs);
      const now = performance.now();
      if (dueAt > now) {
        await sleep(Math.max(1, Math.floor(dueAt - now)));
        continue;
      }
      const shot = this.#shoot(i, now - dueAt > timerSlackMs ? dueAt : now).finally(() =>
        this.#inHand.delete(shot),
      );
      this.#inHand.add(shot);
      i += 1;
    }
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
    for (const agent of this.#agents) agent.destroy();
  }

  halt(): void {
    this.#halted = true;
  }

  mark(name: string): void {
    this.#windows.push(new Tally(name));
  }

  snapshot(): LoadReport {
    return {
      ...this.#total.window(),
      seconds: Math.round(performance.now() - this.#begunAt) / 1_000,
      windows: this.#windows.map(tally => tally.window()),
      acknowledged: [...this.#acknowledged],
      losses: [...this.#losses],
    };
  }

  get #current(): readonly Tally[] {
    const last = this.#windows.at(-1);
    return last ? [this.#total, last] : [this.#total];
  }

  async #shoot(i: number, beganAt: number): Promise<void> {
    const { workload, plainShare, postShare, slowPostShare, slowPostMs, timeoutMs } = this.#options;
    const post = falls(i, steps.post, postShare) ? workload.post() : undefined;
    const slow = post !== undefined && falls(i, steps.slow, slowPostShare);
    const agent = falls(i, steps.plain, plainShare) ? false : this.#agents[i % this.#agents.length];
    const path = post?.path ?? workload.get();
    for (const tally of this.#current) tally.started += 1;
    const hit = await fire({
      host: this.#host,
      port: this.#port,
      agent: agent ?? false,
      method: post ? 'POST' : 'GET',
      path,
      ...(post && { body: post.body }),
      pauseMs: slow ? slowPostMs : 0,
      timeoutMs,
    });
    this.#count(hit, post, path);
    // The pause of a slow body is ours; its latency would say nothing about the service.
    if (hit.ok && !slow) for (const tally of this.#current) tally.took(performance.now() - beganAt);
  }

  #count(hit: Hit, post: Post | undefined, path: string): void {
    if (!hit.ok) return this.#lost(hit.cause, post ? 'POST' : 'GET', path);
    for (const tally of this.#current) tally.answered(hit.status);
    if (!post || hit.status < 200 || hit.status > 299) return;
    const id = post.idOf(hit.body);
    if (id !== undefined) this.#acknowledged.push(id);
  }

  #lost(cause: string, method: string, path: string): void {
    for (const tally of this.#current) tally.lost(cause);
    const window = this.#windows.at(-1)?.name ?? '';
    const atMs = Math.round(performance.now() - this.#begunAt);
    if (this.#losses.length < keptLosses) this.#losses.push({ atMs, window, cause, method, path });
  }
}

/** When request `i` is due: the rate, in requests per ms, grows linearly over the ramp and is constant from there. */
function dueMs(i: number, rate: number, rampMs: number): number {
  const inRamp = (rate * rampMs) / 2;
  return i < inRamp ? Math.sqrt((2 * rampMs * i) / rate) : rampMs / 2 + i / rate;
}

/** Irrational steps spread each kind of request evenly, and independently of the others: no chance, no pattern. */
const steps = { post: Math.sqrt(5), plain: Math.SQRT2, slow: Math.sqrt(3) };

const falls = (i: number, step: number, share: number): boolean => (i * step) % 1 < share;
