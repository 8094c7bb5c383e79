import type { Text } from '../../../model/traced.ts';
import type { ArtifactKind } from '../shared/artifact.ts';

/** A file of tests; its path begins where the file that names it stands. */
export interface TestFile {
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly lines: readonly Text[];
}
