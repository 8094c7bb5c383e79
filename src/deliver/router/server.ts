import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { failure } from '../../errors/index.ts';
import type { Exchange } from './exchange.ts';
import type { Desk } from './journey.ts';
import { portTaken } from './port-holder.ts';
import { serve } from './serve.ts';

export interface FrontLimits {
  readonly maxHeaderBytes: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveMs: number;
}

/** The side that the clients see. Parsing is left to Node's parser in its strict mode. */
export class Front {
  readonly #desk: Desk;
  readonly #server: Server;
  readonly #open = new Set<Promise<void>>();
  readonly #upgraded = new Set<Duplex>();
  /** The response that each connection carried last. */
  readonly #responses = new WeakMap<Duplex, ServerResponse>();
  #stopping = false;

  constructor(desk: Desk, limits: FrontLimits) {
    this.#desk = desk;
    this.#server = createServer({
      insecureHTTPParser: false,
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
    });
    this.#server.on('request', (request, response) => this.#serve(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('clientError', (error, socket) => this.#malformed(error, socket));
  }

  /** Listens and returns the port. @throws Failure `port-taken` or `port-forbidden`. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      throw await listenFailure(error as NodeJS.ErrnoException, host, port);
    }
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  /** Accepts nothing new and resolves when what is in hand is answered; after `graceMs` the rest is cut. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    // http.Server.close would also cut idle connections, and with them a request that is on its way.
    const closed = new Promise<void>(resolve => {
      NetServer.prototype.close.call(this.#server, () => resolve());
    });
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>(resolve => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.#answered(), grace]);
    clearTimeout(timer);
    this.#server.closeAllConnections();
    for (const socket of this.#upgraded) socket.destroy();
    await closed;
  }

  async #answered(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }

  #serve(request: IncomingMessage, response: ServerResponse, upgrade?: string): void {
    this.#responses.set(request.socket, response);
    const exchange: Exchange = {
      request,
      response,
      begunAt: performance.now(),
      isLast: () => this.#stopping,
      ...(upgrade !== undefined && { upgrade }),
    };
    const served = serve(exchange, this.#desk).finally(() => this.#open.delete(served));
    this.#open.add(served);
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (head.length > 0) socket.unshift(head);
    this.#upgraded.add(socket);
    socket.once('close', () => this.#upgraded.delete(socket));
    // Node hands the bare connection over; a refusal still needs a response, the last one on it.
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(request.socket);
    response.once('finish', () => socket.end());
    const protocol = request.headers.upgrade;
    // Any other protocol, such as h2c, is an offer that may be ignored (RFC 9110, section 7.8).
    this.#serve(request, response, protocol?.toLowerCase() === 'websocket' ? protocol : undefined);
  }

  #malformed(error: NodeJS.ErrnoException, socket: Duplex): void {
    this.#desk.ledger.malformed += 1;
    const last = this.#responses.get(socket);
    // In the middle of a response our words would become part of it.
    const inResponse = last?.headersSent && !last.writableFinished;
    if (error.code === 'ECONNRESET' || !socket.writable || inResponse) return void socket.destroy();
    socket.end(malformedAnswer(error.code), 'latin1');
  }
}

function malformedAnswer(code: string | undefined): string {
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  const text = JSON.stringify({ error: 'bad-request', message: 'the request is not acceptable HTTP/1.1' });
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json`;
  return `${head}\r\nX-Devops-Flow-Router: bad-request\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}

async function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): Promise<Error> {
  if (error.code === 'EADDRINUSE') return portTaken(host, port);
  const forbidden = error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND';
  return forbidden ? failure('port-forbidden', { host, port, code: error.code ?? '' }) : error;
}
