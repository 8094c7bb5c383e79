import { type Text, text } from '../../../../model/traced.ts';
import type { TestFile } from '../file.ts';
import type { Scenario } from '../plan/scenario.ts';

/** What the files of every language say. */
export interface Suite {
  readonly service: Text;
  readonly scenarios: readonly Scenario[];
}

/** The end-to-end tests of a service in one language, for the runner that its projects use. */
export interface TestLanguage {
  /** How they are run, from the folder that holds `tests`. */
  readonly command: (folder: string) => string;
  readonly files: (suite: Suite) => readonly TestFile[];
}

/** The first comment of every file. */
export const about = (service: Text, silent = 'they are skipped'): Text =>
  text`End-to-end tests of ${service}. BASE_URL says where it answers; without it ${silent}.`;
