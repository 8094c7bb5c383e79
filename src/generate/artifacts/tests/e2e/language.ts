import type { Text } from '../../../../model/traced.ts';
import type { ArtifactKind } from '../../shared/artifact.ts';
import type { Scenario } from '../plan/scenario.ts';

/** What the files of every language say. */
export interface Suite {
  readonly service: Text;
  readonly scenarios: readonly Scenario[];
}

interface File {
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly lines: readonly Text[];
}

/** The end-to-end tests of a service in one language, for the runner that its projects use. */
export interface TestLanguage {
  /** How they are run, from the folder that holds `tests`. */
  readonly command: (folder: string) => string;
  readonly files: (suite: Suite) => readonly File[];
}
