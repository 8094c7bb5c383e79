import type { Dispatcher } from 'undici';
import type { Cause } from '../engine/table.ts';
import { rawOf } from './forward.ts';
import { responseHeaders } from './headers.ts';
import type { Instance } from './instance.ts';
import { Observation } from './observation.ts';

/** What is sent once more: a GET or HEAD without a body. */
export interface CopiedRequest {
  readonly path: string;
  readonly method: 'GET' | 'HEAD';
  /** Names and values. */
  readonly headers: string[];
}

/** One copy on its way. Whatever becomes of it, it throws nothing and touches no request of a client. */
export class Copy implements Dispatcher.DispatchHandler {
  /** Resolves with what was answered, or why there is no whole answer. */
  readonly ended: Promise<Observation | Cause>;
  readonly #observation = new Observation();
  readonly #timer: NodeJS.Timeout;
  #resolve: ((end: Observation | Cause) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  /** Sends it; `timeoutMs` is for the whole of it. */
  constructor(instance: Instance, request: CopiedRequest, timeoutMs: number) {
    this.ended = new Promise(resolve => {
      this.#resolve = resolve;
    });
    this.#timer = setTimeout(() => this.stop('upstream-timeout'), timeoutMs);
    instance.pool.dispatch({ ...request, body: null }, this);
  }

  stop(cause: Cause): void {
    this.#settle(cause);
    this.#controller?.abort(new Error('nobody waits for it'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (!this.#resolve) controller.abort(new Error('nobody waits for it'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status >= 200) this.#observation.begins(status, responseHeaders(rawOf(controller)));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#observation.add(chunk)) return;
    this.#settle(this.#observation);
    controller.abort(new Error('enough is known'));
  }

  onResponseEnd(): void {
    this.#settle(this.#observation);
  }

  onResponseError(_: unknown, error: Error & { code?: string }): void {
    if (!this.#controller) this.#settle('connect-failed');
    else if (this.#observation.status > 0) this.#settle('reset-mid-response');
    else
      this.#settle(error.code === 'UND_ERR_HEADERS_TIMEOUT' ? 'upstream-timeout' : 'reset-before-response');
  }

  #settle(end: Observation | Cause): void {
    clearTimeout(this.#timer);
    this.#resolve?.(end);
    this.#resolve = undefined;
  }
}
