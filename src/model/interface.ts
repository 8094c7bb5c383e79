/** What a service promises to those who call it. */
import type { NamedValue } from './container.ts';

export interface Endpoint {
  /** "METHOD /path", the key of the list. */
  readonly name: string;
  readonly method: string;
  /** Parameters stand in braces: "/orders/{id}". */
  readonly path: string;
  /** How a caller shows who it is, in the words of the document; "None" where everybody may ask. */
  readonly auth?: string;
  /** 95 of 100 answers come within this time, in milliseconds. */
  readonly p95Ms?: number;
  /** A caller that asks more often than so many times in a second is refused. */
  readonly rateLimit?: number;
  /** JSON Schema of the body, as JSON. */
  readonly requestSchema?: string;
  /** JSON Schema of a successful answer, as JSON. */
  readonly responseSchema?: string;
  /** Values that parameters of the path may have, by the names of the parameters. */
  readonly parameters: readonly NamedValue[];
  readonly examples: readonly EndpointExample[];
}

/** A request that the service accepts, and what it answers. */
export interface EndpointExample {
  readonly name: string;
  /** The body, as JSON. */
  readonly request?: string;
  /** Status of the answer; any success unless given. */
  readonly status?: number;
  /** What the answer holds among other things, as JSON. */
  readonly response?: string;
}

/** Times in milliseconds, rates in requests per second. */
export interface Performance {
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  readonly maxMs?: number;
  readonly sustainedRate?: number;
  readonly burstRate?: number;
  /** Share of requests that may fail, in percent. */
  readonly maxErrorPercent?: number;
}
