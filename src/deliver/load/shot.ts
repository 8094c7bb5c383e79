import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Shot {
  readonly host: string;
  readonly port: number;
  /** false opens a connection for this request only. */
  readonly agent: Agent | false;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Milliseconds between the two halves of the body; 0 sends it at once. */
  readonly pauseMs: number;
  readonly timeoutMs: number;
}

export type Hit =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | { readonly ok: false; readonly cause: string; readonly status?: number };

const routerHeader = 'x-devops-flow-router';

/**
 * Sends one request, once: no retry, no second connection. A complete response in time that the router did not make
 * itself is a hit; everything else is lost, with its cause. Never rejects.
 */
export function fire(shot: Shot): Promise<Hit> {
  return new Promise(resolve => {
    const { host, port, agent, method, path, body } = shot;
    const headers =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request({ host, port, agent, method, path, headers });
    const timer = setTimeout(() => settle({ ok: false, cause: 'timeout' }), shot.timeoutMs);
    function settle(hit: Hit): void {
      clearTimeout(timer);
      if (!hit.ok) sent.destroy();
      resolve(hit);
    }
    sent.on('error', (error: NodeJS.ErrnoException) => settle({ ok: false, cause: causeOf(error, sent) }));
    sent.on('response', response => read(response, method === 'POST', settle));
    void send(sent, body, shot.pauseMs);
  });
}

function read(response: IncomingMessage, keep: boolean, settle: (hit: Hit) => void): void {
  const chunks: Buffer[] = [];
  const status = response.statusCode ?? 0;
  response.on('data', (chunk: Buffer) => {
    if (keep) chunks.push(chunk);
  });
  response.on('error', () => settle({ ok: false, cause: 'reset-mid-response', status }));
  response.on('end', () => {
    const made = response.headers[routerHeader];
    if (made === undefined) settle({ ok: true, status, body: Buffer.concat(chunks).toString('utf8') });
    else settle({ ok: false, cause: `router:${String(made)}`, status });
  });
}

async function send(sent: ClientRequest, body: string | undefined, pauseMs: number): Promise<void> {
  if (body === undefined || pauseMs === 0) return void sent.end(body);
  const half = Math.floor(body.length / 2);
  sent.write(body.slice(0, half));
  await sleep(pauseMs);
  if (!sent.destroyed) sent.end(body.slice(half));
}

/** Names for what the socket says; an idle connection that the server gave up is told from a fresh one. */
function causeOf({ code, message }: NodeJS.ErrnoException, sent: ClientRequest): string {
  if (code === 'ECONNREFUSED') return 'connection-refused';
  if (code !== 'ECONNRESET' && code !== 'EPIPE') return code ?? message;
  return sent.reusedSocket ? 'idle-connection-closed' : 'reset-before-response';
}
