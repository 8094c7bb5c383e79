import { Pool } from 'undici';
import type { Endpoint } from '../engine/table.ts';

// An idle connection is given up before any common server does it (Node 5 s, gunicorn 2 s), so that no request is
// written to a connection that the other side is just closing.
const keepAliveMs = 1_000;
const connectTimeoutMs = 2_000;

/** One instance behind the router, with its connections and the requests that it has in hand. */
export class Instance {
  readonly id: string;
  readonly release: string;
  readonly readyPath: string;
  readonly host: string;
  readonly port: number;
  /** False while it is ejected: a connection to it failed, and no probe has passed since. */
  live = true;
  #serving = true;
  #retired = false;
  #inFlight = 0;
  #pool: Pool | undefined;
  readonly #headersTimeoutMs: number;

  constructor(release: string, readyPath: string, endpoint: Endpoint, headersTimeoutMs: number) {
    this.release = release;
    this.readyPath = readyPath;
    this.id = endpoint.id;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.#headersTimeoutMs = headersTimeoutMs;
  }

  get key(): string {
    return [this.release, this.id, this.host, this.port, this.readyPath].join('\n');
  }

  /** Whether it gets new requests: it is in the table, and its release has weight. */
  get serving(): boolean {
    return this.#serving;
  }

  /** No longer in the table; it keeps what it has in hand. */
  get retired(): boolean {
    return this.#retired;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get origin(): string {
    return `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  get pool(): Pool {
    this.#pool ??= new Pool(this.origin, {
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      connectTimeout: connectTimeoutMs,
      headersTimeout: this.#headersTimeoutMs,
      // A response may pause for as long as it likes: server-sent events do.
      bodyTimeout: 0,
    });
    return this.#pool;
  }

  take(): void {
    this.#inFlight += 1;
  }

  giveBack(): void {
    this.#inFlight -= 1;
    this.#closeIdle();
  }

  /** It is in the table that is in force from now on. */
  placed(serving: boolean): void {
    // Nobody has looked after one that was away.
    if (this.#retired) this.live = true;
    this.#retired = false;
    this.#serving = serving;
    this.#closeIdle();
  }

  retire(): void {
    this.#retired = true;
    this.#serving = false;
    this.#closeIdle();
  }

  /** Closes the connections of an instance without traffic, once nothing is in hand, so that it can stop at once. */
  #closeIdle(): void {
    if (this.#inFlight > 0 || this.#serving) return;
    const pool = this.#pool;
    this.#pool = undefined;
    pool?.close().catch(() => undefined);
  }
}
