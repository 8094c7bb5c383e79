import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Response {
  readonly status: number;
  readonly text: string;
}

/** Why nothing came: a code of the system or of TLS, such as ECONNREFUSED; never with what was sent. */
export class NoResponse extends Error {
  override readonly name = 'NoResponse';
}

const mostBytes = 1_000_000;

/** One GET; a redirect is an answer like any other. `timeoutMs` covers the whole of it. @throws NoResponse */
export function get(
  url: URL,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Response> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: NodeJS.ErrnoException) =>
      reject(
        new NoResponse(
          signal.aborted
            ? `no answer within ${timeoutMs / 1000} s`
            : `no answer (${error.code ?? error.name})`,
        ),
      );
    const call = request(url, { headers, signal, agent: false }, response => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes <= mostBytes) return;
        reject(new NoResponse('the answer is longer than 1 MB'));
        call.destroy();
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', fail);
    });
    call.on('error', fail);
    call.end();
  });
}
