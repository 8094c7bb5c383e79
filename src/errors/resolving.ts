import type { Catalogue } from './problem.ts';
import { fileWord } from './shell-word.ts';

/** Settling the conflicts of a generated file. */
export const resolvingErrors = {
  'nothing-to-resolve': (facts: { path: string }) => ({
    severity: 'note',
    message: `${facts.path} has no conflict`,
    why: 'a conflict is a part that you and the generator changed differently since the last generate',
    fix: 'nothing to do; generate brings in what is new',
  }),
  'resolve-how': (facts: { file: string }) => ({
    severity: 'error',
    message: 'resolve needs to know which side counts',
    why: 'neither side is given up without being named',
    fix: `devops-flow resolve ${fileWord(facts.file)} --mine; or --generated, or --edit`,
  }),
  'editor-missing': (facts: { path: string }) => ({
    severity: 'error',
    message: 'no editor is set',
    why: '--edit opens the program that VISUAL or EDITOR names',
    fix: `set one, as in: export EDITOR=nano; or keep your side with devops-flow resolve ${fileWord(facts.path)} --mine`,
  }),
  'editor-no-terminal': (facts: { path: string }) => ({
    severity: 'error',
    message: 'there is no terminal to open an editor in',
    why: '--edit waits for a person',
    fix: `run it in a terminal; or choose a side: devops-flow resolve ${fileWord(facts.path)} --mine`,
  }),
  'editor-failed': (facts: { editor: string; code: string; kept: string }) => ({
    severity: 'error',
    message: `the editor ${JSON.stringify(facts.editor)} ended with ${facts.code}; nothing was changed`,
    why: 'an editor that fails may not have saved what you wrote',
    fix: `what it left is in ${facts.kept}; run the command again`,
  }),
  'edit-unfinished': (facts: { path: string; lines: readonly number[]; kept: string }) => ({
    severity: 'error',
    message: `the edited text still has conflict markers (line ${facts.lines.join(', ')}); ${facts.path} was not changed`,
    why: 'a file with markers is no valid file, and which side counts is for you to say',
    fix: `what you wrote is in ${facts.kept}; run devops-flow resolve ${fileWord(facts.path)} --edit`,
  }),
  'edit-unparsable': (facts: { path: string; reasons: readonly string[]; kept: string }) => ({
    severity: 'error',
    message: `the edited text cannot be read (${facts.reasons.join('; ')}); ${facts.path} was not changed`,
    why: 'the generated text parses, and a file that does not is of use to nobody',
    fix: `what you wrote is in ${facts.kept}; run devops-flow resolve ${fileWord(facts.path)} --edit and take it from there`,
  }),
  'side-unparsable': (facts: { path: string; how: 'mine' | 'generated'; reasons: readonly string[] }) => ({
    severity: 'error',
    message: `with ${facts.how === 'mine' ? 'your side' : 'the generated side'} ${facts.path} cannot be read (${facts.reasons.join('; ')}); it was not changed`,
    why: 'the generated text parses, so that an edit outside of the conflict broke it, or that side itself is broken',
    fix: `mend the edit in ${facts.path} and run this again; or decide in your editor with devops-flow resolve ${fileWord(facts.path)} --edit`,
  }),
  'edit-kept': (facts: { kept: string }) => ({
    severity: 'note',
    message: `what you wrote in the editor is in ${facts.kept}`,
    why: 'it could not be written to its place, and is not lost with that',
    fix: 'run the command again and take it from there',
  }),
} as const satisfies Catalogue;
