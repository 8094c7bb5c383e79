import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Assignment } from '../engine/table.ts';

const bucketCount = 10_000;

/** Who asks, as far as it decides where the request goes. */
export interface Caller {
  readonly headers: IncomingHttpHeaders;
  /** From 0 up to 1, drawn once per request, so that it stands at one place in all of its attempts. */
  readonly random: number;
}

/** Where a request stands among all: the releases' shares follow one another from 0 to 1. */
export interface Place {
  readonly at: number;
  /** The Set-Cookie that keeps the client there; undefined when it has it already, or needs none. */
  readonly cookie: string | undefined;
}

/**
 * The place of a request: that of its client where clients are assigned, otherwise a random one. A cookie can be
 * forged: a client may choose its bucket, and nothing else by it.
 */
export function placeOf({ headers, random }: Caller, assignment: Assignment | undefined): Place {
  if (!assignment) return { at: random, cookie: undefined };
  const { by, name } = assignment;
  if (by === 'header') {
    const value = headerOf(headers, name);
    return { at: value === undefined ? random : middleOf(hashed(value)), cookie: undefined };
  }
  const known = bucketIn(headers.cookie, name);
  const bucket = known ?? Math.floor(random * bucketCount);
  const cookie = known === undefined ? `${name}=${bucket}; Path=/; HttpOnly; SameSite=Lax` : undefined;
  return { at: middleOf(bucket), cookie };
}

/** The middle of a bucket is never on the edge of a share, whatever the rounding. */
const middleOf = (bucket: number): number => (bucket + 0.5) / bucketCount;

/** The first 32 bits of SHA-256: even also for values that differ in one digit. */
const hashed = (value: string): number =>
  createHash('sha256').update(value).digest().readUInt32BE() % bucketCount;

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const key = name.toLowerCase();
  const value = Object.hasOwn(headers, key) ? String(headers[key]) : '';
  return value === '' ? undefined : value;
}

/** The first value under this name that is a bucket; anything else there is a stranger's. */
function bucketIn(cookies: string | undefined, name: string): number | undefined {
  for (const pair of cookies?.split(';') ?? []) {
    const text = pair.trim();
    if (!text.startsWith(`${name}=`)) continue;
    const value = text.slice(name.length + 1);
    if (/^(?:0|[1-9]\d{0,3})$/.test(value)) return Number(value);
  }
  return undefined;
}
