import type { Duplex, Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Exchange } from './exchange.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import type { Observation } from './observation.ts';
import type { Seat } from './seat.ts';
import { tunnel } from './tunnel.ts';

/**
 * How one attempt at one instance ended. `not-sent`: no byte left for the instance. `unsendable`: undici refuses to
 * write this request. `reset` and `timeout`: sent, and no byte came back. `cut`: it broke off in mid-response.
 */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'not-sent' | 'unsendable' | 'reset' | 'timeout' | 'cut' | 'client-gone' };

/**
 * Sends the request to the instance and its answer to the client; resolves when neither has any byte in hand. What the
 * client is answered is also told to `observation`.
 */
export function forward(
  seat: Seat,
  exchange: Exchange,
  body: Readable | undefined,
  observation: Observation | undefined,
): Promise<Outcome> {
  return new Promise(resolve => {
    const attempt = new Attempt(exchange, seat.cookie, observation, resolve);
    const { request, upgrade } = exchange;
    seat.instance.pool.dispatch(
      {
        path: request.url ?? '/',
        method: request.method ?? 'GET',
        headers: requestHeaders(request, seat.flags),
        body: body ?? null,
        ...(upgrade !== undefined && { upgrade }),
      },
      attempt,
    );
  });
}

class Attempt implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #cookie: string | undefined;
  readonly #observation: Observation | undefined;
  readonly #resolve: (outcome: Outcome) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #settled = false;

  constructor(
    exchange: Exchange,
    cookie: string | undefined,
    observation: Observation | undefined,
    resolve: (outcome: Outcome) => void,
  ) {
    this.#exchange = exchange;
    this.#cookie = cookie;
    this.#observation = observation;
    this.#resolve = resolve;
    exchange.response.once('close', this.#onClientClose);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The client left while the connection was being made: nothing is sent for nobody.
    if (this.#settled) controller.abort(new Error('client gone'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _: unknown,
    message?: string,
  ): void {
    // 103 and its like; the final response follows.
    if (status < 200 || this.#settled) return;
    const { response, isLast } = this.#exchange;
    const headers = this.#headers(controller);
    this.#observation?.begins(status, headers);
    if (isLast()) headers.push('connection', 'close');
    response.writeHead(status, message ?? '', headers);
    this.#status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { response } = this.#exchange;
    const taken = response.write(chunk);
    this.#observation?.add(chunk);
    if (taken) return;
    controller.pause();
    response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#exchange.response.end();
  }

  onRequestUpgrade(
    controller: Dispatcher.DispatchController,
    status: number,
    _: unknown,
    upstream: Duplex,
  ): void {
    const { response, upgrade = '' } = this.#exchange;
    const client = response.socket;
    response.off('close', this.#onClientClose);
    if (!client) {
      upstream.destroy();
      return this.#settle({ kind: 'client-gone' });
    }
    response.detachSocket(client);
    const headers = [...this.#headers(controller), 'connection', 'upgrade', 'upgrade', upgrade];
    tunnel(client, upstream, status, headers, () => this.#settle({ kind: 'answered', status }));
  }

  onResponseError(_: unknown, error: Error & { code?: string }): void {
    if (this.#status > 0) {
      // A response that is cut short must look cut short to the client, too.
      this.#exchange.response.destroy();
      this.#settle({ kind: 'cut' });
    } else if (this.#controller) {
      this.#settle({ kind: error.code === 'UND_ERR_HEADERS_TIMEOUT' ? 'timeout' : 'reset' });
    } else {
      const ours = error.code === 'UND_ERR_INVALID_ARG' || error.code === 'UND_ERR_NOT_SUPPORTED';
      this.#settle({ kind: ours ? 'unsendable' : 'not-sent' });
    }
  }

  readonly #onClientClose = (): void => {
    if (this.#status > 0 && this.#exchange.response.writableFinished)
      return this.#settle({ kind: 'answered', status: this.#status });
    this.#settle({ kind: 'client-gone' });
    this.#controller?.abort(new Error('client gone'));
  };

  #headers(controller: Dispatcher.DispatchController): string[] {
    const headers = responseHeaders(rawOf(controller));
    if (this.#cookie !== undefined) headers.push('set-cookie', this.#cookie);
    return headers;
  }

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#exchange.response.off('close', this.#onClientClose);
    this.#resolve(outcome);
  }
}

/** Names and values as they were received. */
export function rawOf(controller: Dispatcher.DispatchController): readonly (Buffer | string)[] {
  const { rawHeaders } = controller;
  return Array.isArray(rawHeaders) ? rawHeaders : [];
}
