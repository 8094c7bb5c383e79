/** How a script ends, whatever ends it. */

/** From here on what is under way is ended by a signal, and all that the last words need is known. */
export const heard: readonly string[] = [
  '# Where Bash reads this amid a command substitution, it needs the parenthesis; anywhere else it never comes to it.',
  "HEARD=($'interrupted\\n)' INT TERM HUP)",
  'trap -- "${HEARD[@]}"',
  'if [[ -n $CUT ]]; then interrupted; fi',
];

/** Whatever ends a script: nothing that it started is left, and its exit code is one of those that it promises. */
export const ends = (says: boolean): readonly string[] => [
  'leave() {',
  '  local code=$?',
  '  trap - EXIT',
  '  if [[ -n $FORWARDER ]]; then kill "$FORWARDER" 2>/dev/null || true; fi',
  '  if [[ -n $WORK ]]; then rm -rf -- "$WORK"; fi',
  '  if ((code > 0)) && [[ -z $ENDED ]]; then',
  '    log "error: a command failed with $code; the lines above are its own"',
  '    code=1',
  '  fi',
  '  if ((code == 0 && WARNINGS > 0)); then code=2; fi',
  '  exit "$code"',
  '}',
  '',
  'interrupted() {',
  '  local group',
  '  trap "" INT TERM HUP',
  '  ENDED=yes',
  '  if [[ -n $FORWARDER ]]; then kill "$FORWARDER" 2>/dev/null || true; fi',
  '  # Each job is a process group, named by its first process.',
  '  for group in $(jobs -p); do kill -TERM -- "-$group" 2>/dev/null || true; done',
  '  wait || true',
  '  log "interrupted; started again it goes on from here"',
  ...(says ? ['  serving_now || true'] : []),
  '  exit 1',
  '}',
];
