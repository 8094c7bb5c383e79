import type { Duplex, Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Exchange } from './exchange.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import type { Instance } from './instance.ts';
import { tunnel } from './tunnel.ts';

/**
 * How one attempt at one instance ended. `not-sent`: no byte left for the instance. `unsendable`: undici refuses to
 * write this request. `reset` and `timeout`: sent, and no byte came back. `cut`: it broke off in mid-response.
 */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'not-sent' | 'unsendable' | 'reset' | 'timeout' | 'cut' | 'client-gone' };

/** Sends the request to the instance and its answer to the client; resolves when neither has any byte in hand. */
export function forward(
  instance: Instance,
  exchange: Exchange,
  body: Readable | undefined,
): Promise<Outcome> {
  return new Promise(resolve => {
    const attempt = new Attempt(exchange, resolve);
    const { request, upgrade } = exchange;
    instance.pool.dispatch(
      {
        path: request.url ?? '/',
        method: request.method ?? 'GET',
        headers: requestHeaders(request),
        body: body ?? null,
        ...(upgrade !== undefined && { upgrade }),
      },
      attempt,
    );
  });
}

class Attempt implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #resolve: (outcome: Outcome) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #settled = false;

  constructor(exchange: Exchange, resolve: (outcome: Outcome) => void) {
    this.#exchange = exchange;
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
    const headers = responseHeaders(rawOf(controller));
    if (isLast()) headers.push('connection', 'close');
    response.writeHead(status, message ?? '', headers);
    this.#status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { response } = this.#exchange;
    if (response.write(chunk)) return;
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
    const headers = [...responseHeaders(rawOf(controller)), 'connection', 'upgrade', 'upgrade', upgrade];
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

  #settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#exchange.response.off('close', this.#onClientClose);
    this.#resolve(outcome);
  }
}

function rawOf(controller: Dispatcher.DispatchController): readonly (Buffer | string)[] {
  const { rawHeaders } = controller;
  return Array.isArray(rawHeaders) ? rawHeaders : [];
}
