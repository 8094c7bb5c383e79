import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cause } from '../engine/table.ts';
import { routerHeader } from './headers.ts';

/** One request of a client and the response that it waits for. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Milliseconds of the monotonic clock. */
  readonly begunAt: number;
  /** The protocol that the client wants to change to, such as "websocket". */
  readonly upgrade?: string;
  /** True once the router stops: this answer is the last one of its connection. */
  readonly isLast: () => boolean;
}

/** What the router says in its own name: status, permanent id and a sentence. */
interface OwnAnswer {
  readonly status: number;
  readonly message: string;
}

type OwnCause = Exclude<Cause, 'version-5xx' | 'client-gone' | 'reset-mid-response'> | 'bad-request';

const answers: Record<OwnCause, OwnAnswer> = {
  'bad-request': { status: 400, message: 'the request can be understood in more than one way' },
  'no-backend': { status: 503, message: 'no instance is ready, and no more requests can wait' },
  'hold-timeout': { status: 504, message: 'no instance became ready in time' },
  'connect-failed': { status: 502, message: 'no connection to an instance could be made' },
  'reset-before-response': { status: 502, message: 'the instance went away before it answered' },
  'upstream-timeout': { status: 504, message: 'the instance did not answer in time' },
};

/** Answers in the router's own name: a small JSON document and a header that tells it from the service's answers. */
export function answerItself(
  { request, response, isLast }: Exchange,
  cause: OwnCause,
  detail?: string,
): void {
  const { status, message } = answers[cause];
  const text = JSON.stringify({ error: cause, message: detail ?? message });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    [routerHeader]: cause,
    ...(status === 503 && { 'retry-after': '1' }),
    // The rest of an unread body is not worth reading for a request that has failed.
    ...((isLast() || !request.complete) && { connection: 'close' }),
  });
  response.end(text);
}
