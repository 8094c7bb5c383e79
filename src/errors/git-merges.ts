import type { Catalogue } from './problem.ts';
import { fileWord } from './shell-word.ts';

interface Conflicted {
  readonly path: string;
  /** Where each conflict begins. */
  readonly lines: readonly number[];
}

const unfinished = ({ path, lines }: Conflicted) =>
  `a merge by git is not finished: ${path} has its conflict markers (line ${lines.join(', ')})`;

/** What a merge by git leaves for a person to decide, wherever it stands. */
export const gitMergeErrors = {
  'merge-unfinished': (facts: Conflicted) => ({
    severity: 'error',
    message: unfinished(facts),
    why: 'a file with markers is no valid file, and which side counts is for you to say',
    fix: `take a side in the file and save it; or keep the side above ======= with devops-flow resolve ${fileWord(facts.path)} --mine; or say --generated for what is generated now, or --edit to decide in your editor`,
  }),
  'document-conflicted': (facts: Conflicted) => ({
    severity: 'error',
    message: unfinished(facts),
    why: 'between the markers stand two versions of one document, and which of them counts is for you to say',
    fix: 'take a side of each conflict, delete the marker lines and save it; a conflict that is only shown as an example is indented',
  }),
  'file-conflicted': ({ lines }: Pick<Conflicted, 'lines'>) => ({
    severity: 'error',
    message: `a merge by git is not finished: its conflict markers are left in the file (line ${lines.join(', ')})`,
    why: 'a file with markers is no valid file: no check sees what it says, and no tool takes it',
    fix: 'take a side of each conflict, delete the marker lines and save it',
  }),
} as const satisfies Catalogue;
