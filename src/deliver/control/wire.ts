import { Failure, type FailureCode, type Problem } from '../../errors/index.ts';

/** What travels back over the control socket, as JSON. */
export type Answer =
  | { readonly ok: true; readonly result?: unknown }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly exitCode: FailureCode }
  | { readonly ok: false; readonly bug: string };

/** A user's mistake travels with its problems and exit code, anything else as the stack of a bug. */
export function answerOf(error: unknown): Answer {
  if (error instanceof Failure) return { ok: false, problems: error.problems, exitCode: error.exitCode };
  return { ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The result of an answer, or the error that it carries. */
export function unwrap(answer: Answer): unknown {
  if (answer.ok) return answer.result;
  if ('problems' in answer) throw new Failure(answer.problems, answer.exitCode);
  throw new Error(answer.bug);
}
