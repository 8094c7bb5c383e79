import type { Cause } from '../engine/table.ts';
import { answerItself, type Exchange } from './exchange.ts';
import { forward, type Outcome } from './forward.ts';
import { faultOf } from './headers.ts';
import type { Instance } from './instance.ts';
import { type Ledger, noRelease } from './ledger.ts';
import { dropRest, openBody, type RequestBody } from './request-body.ts';
import type { Switchboard } from './switchboard.ts';
import type { WaitEnd } from './waiting-line.ts';

export interface Desk {
  readonly switchboard: Switchboard;
  readonly ledger: Ledger;
  /** How long a request may wait for an instance, over all attempts. */
  readonly holdMs: number;
}

/** RFC 9110, section 9.2.2. */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);
const readAhead = 64 * 1024;

/** Where a request ended: at which release, and why it did not end well if it did not. */
interface End {
  readonly release: string;
  readonly cause?: Cause;
  /** Milliseconds; for a tunnel the time until it was open. */
  readonly latencyMs?: number;
}

/** Serves one request from its head to the last byte of its answer, and counts it exactly once. */
export async function serve(exchange: Exchange, desk: Desk): Promise<void> {
  const end = await settle(exchange, desk);
  dropRest(exchange.request);
  desk.ledger.ended(end.release, performance.now() - exchange.begunAt, end.cause);
}

async function settle(exchange: Exchange, desk: Desk): Promise<End> {
  const fault = faultOf(exchange.request);
  if (fault !== undefined) {
    answerItself(exchange, 'bad-request', fault);
    return { release: noRelease };
  }
  const body = openBody(exchange.request);
  if (body && !(await begins(body, exchange))) return { release: noRelease, cause: 'client-gone' };
  return new Journey(exchange, desk, body).run();
}

/** False when the client leaves before the first byte of the body. */
async function begins(body: RequestBody, { response }: Exchange): Promise<boolean> {
  const gone = new Promise<boolean>(resolve => {
    response.once('close', () => resolve(false));
  });
  return Promise.race([body.begun.then(() => true), gone]);
}

/** The attempts of one request, until one of them ends it. */
class Journey {
  readonly #exchange: Exchange;
  readonly #desk: Desk;
  readonly #body: RequestBody | undefined;
  readonly #tried = new Set<Instance>();
  #sentTwice = false;

  constructor(exchange: Exchange, desk: Desk, body: RequestBody | undefined) {
    this.#exchange = exchange;
    this.#desk = desk;
    this.#body = body;
  }

  async run(): Promise<End> {
    for (;;) {
      const instance = await this.#instance();
      if (typeof instance === 'string') return this.#unserved(instance);
      const outcome = await forward(instance, this.#exchange, this.#body?.stream);
      instance.giveBack();
      const end = this.#judge(instance, outcome);
      if (end) return end;
      this.#desk.ledger.retried(instance.release);
      this.#tried.add(instance);
    }
  }

  #instance(): Promise<Instance | WaitEnd> {
    const { request, response, begunAt } = this.#exchange;
    if (response.destroyed) return Promise.resolve('gone');
    const timeoutMs = this.#desk.holdMs - (performance.now() - begunAt);
    if (this.#tried.size > 0 && timeoutMs <= 0) return Promise.resolve('timeout');
    return this.#desk.switchboard.takeOrWait(this.#tried, {
      bytes: request.rawHeaders.reduce((sum, text) => sum + text.length, 0) + (this.#body ? readAhead : 0),
      timeoutMs,
      onGone: gone => {
        response.once('close', gone);
        return () => response.off('close', gone);
      },
    });
  }

  #unserved(why: WaitEnd): End {
    if (why === 'gone') return { release: noRelease, cause: 'client-gone' };
    const waited = this.#tried.size > 0 ? 'connect-failed' : 'hold-timeout';
    const cause = why === 'timeout' ? waited : 'no-backend';
    answerItself(this.#exchange, cause);
    return { release: [...this.#tried].at(-1)?.release ?? noRelease, cause };
  }

  /** The end of the request, or undefined when it goes to another instance. */
  #judge(instance: Instance, outcome: Outcome): End | undefined {
    const { release } = instance;
    switch (outcome.kind) {
      case 'answered':
        return outcome.status >= 500 ? { release, cause: 'version-5xx' } : { release };
      case 'client-gone':
        return { release, cause: 'client-gone' };
      case 'cut':
        return { release, cause: 'reset-mid-response' };
      case 'unsendable':
        answerItself(this.#exchange, 'bad-request');
        return { release: noRelease };
      case 'timeout':
        answerItself(this.#exchange, 'upstream-timeout');
        return { release, cause: 'upstream-timeout' };
      case 'not-sent':
        this.#desk.switchboard.eject(instance);
        return undefined;
      case 'reset':
        return this.#mayRepeat() ? undefined : this.#lost(release);
    }
  }

  /** Once only, and only what cannot have had an effect twice; a body may have been read already. */
  #mayRepeat(): boolean {
    const may = !this.#sentTwice && !this.#body && idempotent.has(this.#exchange.request.method ?? '');
    this.#sentTwice = true;
    return may;
  }

  #lost(release: string): End {
    answerItself(this.#exchange, 'reset-before-response');
    return { release, cause: 'reset-before-response' };
  }
}
