import { type Dialect, plainDialect } from '../../../../model/pipeline/commands.ts';
import type { Text } from '../../../../model/traced.ts';

/** How the machines of a product are spoken to in a shell: what stands in double quotes is theirs to fill in. */
export interface Shell extends Dialect {
  /** A folder of the job's own, outside of the sources. */
  readonly temporary: string;
  readonly facts: Readonly<Record<'commit' | 'status', string>>;
  /** Makes a quoted word say the same where the product reads scripts before the shell does. */
  readonly guard: (word: Text) => Text;
  /** Tools that the machine brings: nobody needs to fetch them. */
  readonly brings: readonly string[];
  /** Lines that each step begins with. */
  readonly first?: readonly string[];
}

/** What most products have alike: they read nothing before the shell does, and bring no tools. */
export const usualShell: Omit<Shell, 'temporary' | 'facts'> = {
  ...plainDialect,
  guard: word => word,
  brings: [],
};

/** One step as a script. */
export interface ShellStep {
  readonly name: string;
  readonly lines: readonly Text[];
  /** It runs however the steps before it ended. */
  readonly always: boolean;
  /** Names of the secrets that the lines find in variables of the same name. */
  readonly secrets: readonly string[];
}
