import { failure } from '../../errors/index.ts';
import type { Metrics } from '../engine/ports.ts';
import { type Figure, nothing, readAnswer } from './answer.ts';
import { get, NoResponse } from './get.ts';

export interface PrometheusOptions {
  /** http or https, without credentials in it; a path is kept in front of /api/v1/query. */
  readonly address: string;
  /** For one query, default 5,000. */
  readonly timeoutMs?: number;
  /** Variable of the environment with a token, or with user:password for Basic; read anew for each query. */
  readonly credentials?: { readonly scheme: 'Bearer' | 'Basic'; readonly variable: string };
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks a Prometheus, or what speaks its API, for one number a query. Redirects are not followed, so that credentials stay
 * with the host that they are for. @throws Failure `metrics-address` when the address is none.
 */
export function prometheus(options: PrometheusOptions): Metrics {
  const address = addressOf(options.address);
  const { timeoutMs = defaultTimeoutMs } = options;
  return {
    ask: async ({ name, expression }) => ({
      name,
      ...(await ask(options, urlOf(address, expression, timeoutMs))),
    }),
  };
}

const defaultTimeoutMs = 5000;

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw failure('metrics-address', { hasCredentials: Boolean(url?.username || url?.password) });
}

function urlOf(address: URL, expression: string, timeoutMs: number): URL {
  const url = new URL(address);
  url.pathname = `${address.pathname.replace(/\/+$/, '')}/api/v1/query`;
  url.search = '';
  url.hash = '';
  url.searchParams.set('query', expression);
  // So that the server gives up, too, when nobody waits any more.
  url.searchParams.set('timeout', `${timeoutMs}ms`);
  return url;
}

async function ask(
  { credentials, environment, timeoutMs = defaultTimeoutMs }: PrometheusOptions,
  url: URL,
): Promise<Figure> {
  const secret = credentials && environment[credentials.variable]?.trim();
  if (credentials && !secret) return nothing(`${credentials.variable} is not set`);
  if (credentials && !/^[\x20-\x7e]+$/.test(secret ?? ''))
    return nothing(`${credentials.variable} holds characters that no header may have`);
  const sent = credentials?.scheme === 'Basic' ? Buffer.from(secret ?? '').toString('base64') : secret;
  const headers = credentials ? { authorization: `${credentials.scheme} ${sent}` } : {};
  try {
    const { status, text } = await get(url, headers, timeoutMs);
    if (status >= 300 && status < 400)
      return nothing(`it answered ${status}, and redirects are not followed`);
    const figure = readAnswer(status, text);
    return figure.value === null
      ? nothing(harmless(figure.why, [sent, secret, secret?.replace(/^[^:]*:/, '')]))
      : figure;
  } catch (error) {
    if (error instanceof NoResponse) return nothing(error.message);
    throw error;
  }
}

/** A text of the server's in one short line, without what it may have been told. */
function harmless(text: string, secrets: readonly (string | undefined)[]): string {
  const hidden = secrets.reduce<string>(
    (line, secret) => (secret ? line.replaceAll(secret, '[hidden]') : line),
    text,
  );
  const line = hidden.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
