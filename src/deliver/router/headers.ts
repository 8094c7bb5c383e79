import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { flagsHeader } from './flag.ts';

/** Headers of one connection, not of the message (RFC 9110, section 7.6.1), and those that the router sets itself. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** A copy of a request carries this header with the value 1: its answer is read by nobody. */
export const mirrorHeader = 'X-Devops-Flow-Mirror';
const setHere = new Set([
  'expect',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'traceparent',
  flagsHeader.toLowerCase(),
  mirrorHeader.toLowerCase(),
]);

/** What the router answers with in its own name carries this header, with the cause as its value. */
export const routerHeader = 'X-Devops-Flow-Router';

/** Why a request cannot be passed on unambiguously; undefined when it can. */
export function faultOf(request: IncomingMessage): string | undefined {
  const raw = request.rawHeaders;
  const count = (name: string) => raw.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
  if (count('host') > 1) return 'more than one Host header';
  if (!request.url?.startsWith('/')) return 'the request target is not a path';
  return undefined;
}

/**
 * The headers for the instance as a flat list of names and values, as undici takes them. The client's address is
 * appended to X-Forwarded-For; Proto, Host and the flags are set here, because a client could claim anything.
 */
export function requestHeaders(request: IncomingMessage, flags?: string): string[] {
  const { headers, socket } = request;
  const forwarded = headers['x-forwarded-for'];
  const address = socket.remoteAddress ?? 'unknown';
  return [
    ...endToEnd(request.rawHeaders, headers.connection, setHere),
    'x-forwarded-for',
    forwarded === undefined ? address : `${String(forwarded)}, ${address}`,
    'x-forwarded-proto',
    'http',
    ...(headers.host === undefined ? [] : ['x-forwarded-host', headers.host]),
    'traceparent',
    traceparentOf(headers['traceparent']),
    ...(flags === undefined ? [] : [flagsHeader, flags]),
  ];
}

/** The headers for the client as a flat list, from what undici read. */
export function responseHeaders(raw: readonly (Buffer | string)[]): string[] {
  const texts = raw.map(text => (typeof text === 'string' ? text : text.toString('latin1')));
  const connection = texts.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === 'connection');
  return endToEnd(texts, connection < 0 ? undefined : texts[connection + 1], undefined);
}

function endToEnd(
  raw: readonly string[],
  connection: string | undefined,
  dropped: ReadonlySet<string> | undefined,
): string[] {
  const named = new Set(
    connection
      ?.toLowerCase()
      .split(',')
      .map(token => token.trim()),
  );
  const kept: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i] ?? '', raw[i + 1] ?? ''];
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || named.has(lower) || (dropped && isIn(dropped, lower))) continue;
    kept.push(name, value);
  }
  return kept;
}

/** CGI and WSGI take X_Name for X-Name, so that it would pass for what the router sets. */
const isIn = (names: ReadonlySet<string>, lower: string): boolean =>
  names.has(lower.includes('_') ? lower.replaceAll('_', '-') : lower);

/** W3C Trace Context, version 00: what came in is kept, otherwise a new trace begins, not sampled by us. */
function traceparentOf(given: string | string[] | undefined): string {
  if (typeof given === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given))
    return given;
  // Two UUIDs: Node makes them from a cache, several times faster than random bytes one request at a time.
  return `00-${randomHex()}-${randomHex().slice(16)}-00`;
}

const randomHex = (): string => randomUUID().replaceAll('-', '');
