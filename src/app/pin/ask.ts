import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** Why a question has no answer that can be used, in words that follow a colon. */
export class Unanswered extends Error {
  /** Whether the host itself could not be reached: it is not worth another question. */
  readonly unreachable: boolean;
  constructor(reason: string, unreachable = false) {
    super(reason);
    this.unreachable = unreachable;
  }
}

export interface Question {
  readonly method?: 'GET' | 'HEAD';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** The most bytes that the answer may have. */
  readonly limit: number;
}

export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** For the whole answer: one that comes a byte at a time is cut off too. */
export const seconds = 15;

/** Undefined for what is no address. */
export function urlOf(text: string | undefined, base?: URL): URL | undefined {
  try {
    return new URL(text ?? '', base);
  } catch {
    return undefined;
  }
}

export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host);

/** What leaves this machine is encrypted. */
const isSafe = ({ protocol, host }: URL) =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(host));

/**
 * Asks once. No redirect is followed: whoever sends us elsewhere is not who was named.
 *
 * @throws Unanswered
 */
export async function ask(question: Question): Promise<Answer> {
  const { url, headers, limit, method = 'GET' } = question;
  if (!isSafe(url)) throw new Unanswered(`${url.protocol}//${url.host} is not asked: only HTTPS is`);
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? secureRequest : plainRequest;
    const request = open(url, { method, headers: { 'user-agent': 'devops-flow', ...headers }, agent: false });
    const fail = (error: Unanswered) => {
      clearTimeout(timer);
      request.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new Unanswered(`it did not answer within ${seconds} s`, true)),
      seconds * 1000,
    );
    request.on('error', error => fail(new Unanswered(reasonOf(error), true)));
    request.on('response', response => {
      const moved = redirection(response, url);
      if (moved) return fail(new Unanswered(moved));
      const parts: Buffer[] = [];
      let size = 0;
      response.on('error', error => fail(new Unanswered(reasonOf(error))));
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size > limit) fail(new Unanswered(`its answer has more than ${limit} bytes`));
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          header: name => [response.headers[name]].flat()[0],
          body: Buffer.concat(parts),
        });
      });
    });
    request.end();
  });
}

function redirection({ statusCode = 0, headers }: IncomingMessage, from: URL): string | undefined {
  if (statusCode < 300 || statusCode > 399) return undefined;
  const target = urlOf(headers.location, from);
  const where = target ? `${target.protocol}//${target.host}` : 'nowhere';
  return `it redirects to ${where}, which is not followed`;
}

function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? 'the connection broke' : (words[code] ?? `the connection failed (${code})`);
}

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name cannot be resolved',
  EAI_AGAIN: 'its name cannot be resolved',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke the connection off',
  ENETUNREACH: 'there is no way to it',
  EHOSTUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
  HPE_HEADER_OVERFLOW: 'its headers are too long',
};

/** @throws Unanswered for what is no JSON object */
export function jsonOf({ body }: Answer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw new Unanswered('its answer is no JSON object');
}
