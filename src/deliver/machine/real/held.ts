import type { Ulimits } from '../processes.ts';

/**
 * Holds a command back until a line comes on standard input: whoever starts it has then put it on record. When that
 * one dies first the line never comes, and nothing has run that nobody knows. dash calls processes -p, bash -u.
 */
const hold = `
[ -z "$1" ] || ulimit -n "$1" 2>/dev/null
[ -z "$2" ] || ulimit -u "$2" 2>/dev/null || ulimit -p "$2" 2>/dev/null
shift 2
read -r go || exit 125
exec "$@" </dev/null`;

/** argv of a shell that becomes `command`, with its pid, once it has read a line. Words are never parsed by it. */
export function held(command: readonly string[], ulimits: Ulimits = {}): readonly string[] {
  const { openFiles = '', processes = '' } = ulimits;
  return ['/bin/sh', '-c', hold, 'held', String(openFiles), String(processes), ...command];
}

/**
 * As `hold`, and the exit code is left in a file by rename, for a supervisor that was not there to see it: `never`
 * when the command was not run. Traps are no part of what a command inherits: SIGTERM ends it, and not its shell.
 */
const holdAndTell = `
file=$1; shift
read -r go || { echo never >"$file.new" && mv "$file.new" "$file"; exit 125; }
trap : TERM INT HUP
"$@" </dev/null
code=$?
echo "$code" >"$file.new" && mv "$file.new" "$file"
exit "$code"`;

/** argv of a shell that runs `command` once it has read a line, and writes its exit code to `codeFile`. */
export function heldAndTold(command: readonly string[], codeFile: string): readonly string[] {
  return ['/bin/sh', '-c', holdAndTell, 'held', codeFile, ...command];
}
