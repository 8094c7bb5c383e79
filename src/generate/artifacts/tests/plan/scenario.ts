import type { Scalar, Text, Traced } from '../../../../model/traced.ts';

/** Statuses from `from` to `to`, both inclusive. */
export interface Statuses {
  readonly from: Scalar | Traced<number>;
  readonly to: Scalar | Traced<number>;
}

/** One request, and what must come back. */
export interface Ask {
  /** The endpoint that is asked, as the documents call it; absent for what only probes ask. */
  readonly name?: Text;
  readonly method: Text;
  /** Percent-encoded, beginning with a slash. */
  readonly path: Text;
  /** Where the answer before gives a part of the path: behind `path` comes the value of its property, then `rest`. */
  readonly taken?: { readonly property: string; readonly rest: Text };
  /** JSON. */
  readonly body?: Text;
  readonly status: Statuses;
  /** JSON that the answer holds among other things. */
  readonly holds?: Text;
  /** JSON Schema of the answer. */
  readonly schema?: Text;
  /** The property of the answer whose value the next request of the scenario has in its path; a plain word. */
  readonly takes?: string;
}

/** Requests that belong together, one after another. */
export interface Scenario {
  readonly title: Text;
  /** health: what probes ask. read: changes nothing. write: leaves something behind. refusal: must not be let in. */
  readonly kind: 'health' | 'read' | 'write' | 'refusal';
  readonly asks: readonly Ask[];
  /** A user would do it, so that it may be done often. */
  readonly load: boolean;
}

/** An endpoint that no test asks, and why. */
export interface Unasked {
  readonly endpoint: Text;
  readonly reason: string;
}

export interface TestPlan {
  readonly scenarios: readonly Scenario[];
  readonly unasked: readonly Unasked[];
}

export const success: Statuses = { from: 200, to: 299 };

/** Whether a request has a part of another one's answer in its path. */
export const takesAny = (scenarios: readonly Scenario[]): boolean =>
  scenarios.some(({ asks }) => asks.some(ask => ask.takes !== undefined));
