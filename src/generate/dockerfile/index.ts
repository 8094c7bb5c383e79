import { type Dockerfile, DockerfileParser, type Instruction, type Line } from 'dockerfile-ast';

/** The comments at the very start; those that name and set something are parser directives, up to the first that does not. */
const opening = /^(?:[\t ]*#[^\n]*(?:\n|$))*/;
const directives = /^(?:[\t ]*#[\t ]*[a-z]+[\t ]*=[^\n]*(?:\n|$))*/i;
const backquote = /^[\t ]*#[\t ]*escape[\t ]*=[\t ]*`[\t\r ]*$/im;

/**
 * A Dockerfile of anybody as its instructions; what is none becomes an instruction that Docker does not know.
 *
 * Of the comments at the start, the library is shown the escape character alone: it would look for more directives on
 * a line that it has read, which takes seconds for 64 KB of `#`, and skips an instruction for each that it finds.
 */
export function parseDockerfile(file: string): Dockerfile {
  const text = file.replace(/^\uFEFF/, '');
  const comments = opening.exec(text)?.[0] ?? '';
  const marks = comments.replaceAll(/[^\n]+/g, '#');
  const escapes = backquote.test(directives.exec(text)?.[0] ?? '');
  return DockerfileParser.parse(
    (escapes ? marks.replace('#', '# escape=`') : marks) + text.slice(comments.length),
  );
}

/** The line (from 1) that an instruction, or a part of one, begins on. */
export const lineOf = (part: Pick<Line, 'getRange'>): number => part.getRange().start.line + 1;

/** The instructions of the stage that runs, from its FROM on. */
export function lastStage(instructions: readonly Instruction[]): readonly Instruction[] {
  const start = instructions.findLastIndex(instruction => instruction.getKeyword() === 'FROM');
  return instructions.slice(Math.max(0, start));
}

/** The words of an instruction in its exec form, a JSON list; undefined for the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  try {
    const words: unknown = JSON.parse(text);
    return Array.isArray(words) && words.every(word => typeof word === 'string') ? words : undefined;
  } catch {
    return undefined;
  }
}
