import type { Cause } from '../engine/table.ts';
import type { Caller } from './assignment.ts';
import { answerItself, type Exchange } from './exchange.ts';
import { forward, type Outcome } from './forward.ts';
import type { Instance } from './instance.ts';
import { type Ledger, noRelease } from './ledger.ts';
import type { Mirror, Original } from './mirror.ts';
import type { RequestBody } from './request-body.ts';
import type { Seat } from './seat.ts';
import type { Switchboard } from './switchboard.ts';
import type { WaitEnd } from './waiting-line.ts';

export interface Desk {
  readonly switchboard: Switchboard;
  readonly ledger: Ledger;
  readonly mirror: Mirror;
  /** How long a request may wait for an instance, over all attempts. */
  readonly holdMs: number;
}

/** RFC 9110, section 9.2.2. */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);
const readAhead = 64 * 1024;

/** Where a request ended: in which group, and why it did not end well if it did not. */
export interface End {
  readonly group: string;
  readonly cause?: Cause;
}

/** The attempts of one request, until one of them ends it. */
export class Journey {
  readonly #exchange: Exchange;
  readonly #desk: Desk;
  readonly #body: RequestBody | undefined;
  readonly #original: Original | undefined;
  readonly #caller: Caller;
  readonly #tried = new Set<Instance>();
  /** Where the attempt before this one was made. */
  #group = noRelease;
  #sentTwice = false;

  constructor(exchange: Exchange, desk: Desk, body: RequestBody | undefined) {
    this.#exchange = exchange;
    this.#desk = desk;
    this.#body = body;
    this.#original = body ? undefined : desk.mirror.original(exchange);
    this.#caller = { headers: exchange.request.headers, random: Math.random() };
  }

  async run(): Promise<End> {
    for (;;) {
      const seat = await this.#seat();
      if (typeof seat === 'string') return this.#unserved(seat);
      const outcome = await forward(seat, this.#exchange, this.#body?.stream, this.#original?.answer);
      seat.instance.giveBack();
      const end = this.#judge(seat, outcome);
      if (end) return end;
      this.#desk.ledger.retried(seat.group);
      this.#tried.add(seat.instance);
      this.#group = seat.group;
    }
  }

  #seat(): Promise<Seat | WaitEnd> {
    const { request, response, begunAt } = this.#exchange;
    if (response.destroyed) return Promise.resolve('gone');
    const timeoutMs = this.#desk.holdMs - (performance.now() - begunAt);
    if (this.#tried.size > 0 && timeoutMs <= 0) return Promise.resolve('timeout');
    return this.#desk.switchboard.takeOrWait(this.#tried, this.#caller, {
      bytes: request.rawHeaders.reduce((sum, text) => sum + text.length, 0) + (this.#body ? readAhead : 0),
      timeoutMs,
      onGone: gone => {
        response.once('close', gone);
        return () => response.off('close', gone);
      },
    });
  }

  #unserved(why: WaitEnd): End {
    if (why === 'gone') return { group: noRelease, cause: 'client-gone' };
    const waited = this.#tried.size > 0 ? 'connect-failed' : 'hold-timeout';
    const cause = why === 'timeout' ? waited : 'no-backend';
    answerItself(this.#exchange, cause);
    return { group: this.#group, cause };
  }

  /** The end of the request, or undefined when it goes to another instance. */
  #judge({ instance, group }: Seat, outcome: Outcome): End | undefined {
    switch (outcome.kind) {
      case 'answered':
        if (this.#original) this.#desk.mirror.send(this.#original, instance.release);
        return outcome.status >= 500 ? { group, cause: 'version-5xx' } : { group };
      case 'client-gone':
        return { group, cause: 'client-gone' };
      case 'cut':
        return { group, cause: 'reset-mid-response' };
      case 'unsendable':
        answerItself(this.#exchange, 'bad-request');
        return { group: noRelease };
      case 'timeout':
        answerItself(this.#exchange, 'upstream-timeout');
        return { group, cause: 'upstream-timeout' };
      case 'not-sent':
        this.#desk.switchboard.eject(instance);
        return undefined;
      case 'reset':
        return this.#mayRepeat() ? undefined : this.#lost(group);
    }
  }

  /** Once only, and only what cannot have had an effect twice; a body may have been read already. */
  #mayRepeat(): boolean {
    const may = !this.#sentTwice && !this.#body && idempotent.has(this.#exchange.request.method ?? '');
    this.#sentTwice = true;
    return may;
  }

  #lost(group: string): End {
    answerItself(this.#exchange, 'reset-before-response');
    return { group, cause: 'reset-before-response' };
  }
}
