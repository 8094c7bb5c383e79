import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';

export interface RequestBody {
  readonly stream: Readable;
  /** Resolves with the first bytes (or the end of an empty body): earlier, nothing needs an instance. */
  readonly begun: Promise<void>;
}

/**
 * The body of a request behind a stream of its own: undici destroys what it is given when an attempt fails, and the
 * client's connection must survive that. Undefined for a request without body.
 */
export function openBody(request: IncomingMessage): RequestBody | undefined {
  const { 'transfer-encoding': coding, 'content-length': length } = request.headers;
  if (coding === undefined && Number(length ?? 0) === 0) return undefined;
  let begin: (() => void) | undefined;
  const begun = new Promise<void>(resolve => {
    begin = resolve;
  });
  const stream = new Transform({
    transform: (chunk, _encoding, done) => {
      begin?.();
      done(null, chunk);
    },
    flush: done => {
      begin?.();
      done();
    },
  });
  // Errors of the stream are those of the attempt that read it, which reports them itself.
  stream.on('error', () => undefined);
  request.pipe(stream);
  return { stream, begun };
}

/** Reads and drops what is left of a body that nobody wants any more, so that the connection can go on. */
export function dropRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.unpipe();
  request.resume();
}
