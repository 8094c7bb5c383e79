import { count } from '../../../errors/index.ts';
import type { Criteria } from './criteria.ts';

/** What one criterion gave at one look. */
export interface Measurement {
  readonly criterion: string;
  /** `pending`: nothing to count yet, look again. */
  readonly result: 'success' | 'failure' | 'inconclusive' | 'error' | 'pending';
  /** Over everything since the judgment began, so that a failure at the last look is the verdict and no single outlier. */
  readonly isCumulative: boolean;
  /** Asked only when somebody reads it: most looks are never printed. */
  readonly say: () => string;
}

/** A measurement of figures that have been added up since the judgment began. */
export const cumulative = (
  criterion: string,
  result: Measurement['result'],
  say: () => string,
): Measurement => ({ criterion, result, isCumulative: true, say });

/**
 * What can be said without any test: fewer requests than `needed` are never a verdict; but a rollback, which asks for
 * none, is right without any. Undefined when there is something to test.
 */
export function tooFew(
  criterion: string,
  requests: number,
  needed: number,
  criteria: Criteria,
  isFinal: boolean,
  of = '',
): Measurement | undefined {
  if (requests >= Math.max(needed, 1)) return undefined;
  if (criteria.minRequests === 0 && requests === 0)
    return cumulative(criterion, 'success', () => `no requests${of} were seen`);
  const say = () => `${count(requests)} requests${of} seen, ${count(needed)} are needed for a verdict`;
  return cumulative(criterion, isFinal ? 'inconclusive' : 'pending', say);
}
