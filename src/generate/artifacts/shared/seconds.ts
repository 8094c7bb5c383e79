import type { Traced } from '../../../model/traced.ts';

/** Whole seconds, rounded up: documents may say "500ms" where Kubernetes and Bash count in seconds. */
export function wholeSeconds(value: Traced<number>, least = 0): Traced<number> {
  return value.map(seconds => Math.max(least, Math.ceil(seconds)));
}
