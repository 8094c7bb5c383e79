import { request } from 'node:http';
import { type Answer, unwrap } from './wire.ts';

/** `nobody`: no process listens there. `died`: it went away before it answered. `timeout`: it did not answer in time. */
export type UnreachableReason = 'nobody' | 'died' | 'timeout';

/** The process behind a control socket gave no answer; after `died` or `timeout` it may have acted all the same. */
export class ControlUnreachable extends Error {
  override readonly name = 'ControlUnreachable';
  readonly socketPath: string;
  readonly reason: UnreachableReason;

  constructor(socketPath: string, reason: UnreachableReason, options?: ErrorOptions) {
    super(`control socket ${socketPath}: ${reason}`, options);
    this.socketPath = socketPath;
    this.reason = reason;
  }
}

/**
 * Calls `method` of the process that listens on `socketPath` and returns its result.
 * `timeoutMs` (default 10 000) covers the whole call.
 * @throws Failure as the handler threw it, ControlUnreachable, or Error with the stack of a bug in the handler.
 */
export async function callControl<T>(
  socketPath: string,
  method: string,
  body?: unknown,
  options: { readonly timeoutMs?: number } = {},
): Promise<T> {
  const text = await post(socketPath, method, body, options.timeoutMs ?? 10_000);
  return unwrap(JSON.parse(text) as Answer) as T;
}

const nobody = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'EACCES']);

function post(socketPath: string, method: string, body: unknown, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        socketPath,
        method: 'POST',
        path: `/${method}`,
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        response.on('error', fail);
      },
    );
    function fail(error: NodeJS.ErrnoException): void {
      reject(new ControlUnreachable(socketPath, reasonOf(error), { cause: error }));
    }
    call.on('error', fail);
    call.setHeader('content-type', 'application/json');
    call.end(body === undefined ? '' : JSON.stringify(body));
  });
}

function reasonOf(error: NodeJS.ErrnoException): UnreachableReason {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout';
  return nobody.has(error.code ?? '') ? 'nobody' : 'died';
}
