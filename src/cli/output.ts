import { coveredProblems } from '../app/generate/secrets/covered-problems.ts';
import { type Failure, type Problem, problem, worstFirst } from '../errors/index.ts';
import { completed, type Where } from './hints.ts';
import { pasteable } from './pasteable.ts';
import { printProblems } from './problems.ts';
import { type Glyphs, glyphs, type Paint, paint } from './style.ts';
import { visible } from './visible.ts';

/** `--json` documents carry this version; docs/ has their schemas. */
export const schemaVersion = 1;

export interface LiveLine {
  readonly on: boolean;
  show(text: string): void;
  clear(): void;
}

/** Where a command speaks: answers to stdout, everything else to stderr, or one JSON document to stdout. */
export interface Output {
  readonly json: boolean;
  readonly paint: Paint;
  readonly glyphs: Glyphs;
  /** One line on stderr that is drawn again and again; nothing where stderr is no terminal. */
  readonly live: LiveLine;
  /** A line of the answer, on stdout; nothing under --json. */
  answer(line: string): void;
  /** A line about progress, on stderr; nothing under --json. */
  say(line: string): void;
  /** Problems in the style of a compiler, on stderr; nothing under --json. */
  problems(problems: readonly Problem[], closing?: string): void;
  /** From now on the commands that problems name are about this folder and environment. */
  about(where: Where): void;
  /** The one document of --json, its problems worst first. `ok` says that no problem is an error, so a failure never goes unexplained. */
  document(fields: { problems: readonly Problem[] } & Record<string, unknown>): void;
  /** `closing` ends the count of problems: what has not happened because of them. */
  failure(failure: Failure, closing?: string): void;
  bug(error: unknown): void;
}

export function openOutput(options: { json: boolean; name: string }): Output {
  const { json, name } = options;
  let where: Where | undefined;
  // JSON has an encoding of its own.
  const shown = (text: string) => (json ? text : visible(text));
  const mended = (found: Problem): Problem => ({
    ...found,
    message: shown(pasteable(found.message, name)),
    why: shown(found.why),
    fix: shown(pasteable(where ? completed(found.fix, where) : found.fix, name)),
    ...(found.detail ? { detail: found.detail.map(shown) } : {}),
  });
  const live = liveLine(!json && process.stderr.isTTY && !process.env['CI']);
  const output: Output = {
    json,
    paint: paint(process.stdout),
    glyphs: glyphs(process.env),
    live,
    answer: line => {
      live.clear();
      if (!json) process.stdout.write(`${pasteable(line, name)}\n`);
    },
    say: line => {
      live.clear();
      if (!json) process.stderr.write(`${pasteable(line, name)}\n`);
    },
    problems: (problems, closing) => {
      live.clear();
      if (!json) process.stderr.write(printProblems(problems.map(mended), paint(process.stderr), closing));
    },
    about: place => {
      where = place;
    },
    document: fields => {
      const problems = worstFirst(coveredProblems(fields.problems)).map(mended);
      const ok = problems.every(({ severity }) => severity !== 'error');
      if (json)
        process.stdout.write(`${JSON.stringify({ schemaVersion, ok, ...fields, problems }, null, 2)}\n`);
    },
    failure: (failure, closing) => {
      output.problems(failure.problems, closing);
      output.document({ problems: failure.problems });
    },
    bug: error => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const found = problem(
        'internal',
        { text: text.split('\n')[0] ?? text },
        { detail: text.split('\n').slice(1, 8) },
      );
      output.problems([found]);
      output.document({ problems: [found] });
    },
  };
  return output;
}

const eraseLine = '\r\u001b[2K';

function liveLine(on: boolean): LiveLine {
  const write = (text: string) => {
    if (on) process.stderr.write(text);
  };
  return { on, show: text => write(`${eraseLine}${text}`), clear: () => write(eraseLine) };
}
