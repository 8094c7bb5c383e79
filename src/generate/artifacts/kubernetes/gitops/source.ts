import type { Text } from '../../../../model/traced.ts';

/** Where the overlay of an environment is fetched from. */
export interface Source {
  readonly repository: Text;
  readonly branch: string;
  /** Of the overlay, below the top of the repository. */
  readonly path: Text;
}
