/** Where chance comes from. */
export interface Ids {
  /** An integer from 0 up to `limit`, which is not reached. */
  below(limit: number): number;
  /** That many hex digits, for a name that nothing else has. */
  hex(digits: number): string;
}
