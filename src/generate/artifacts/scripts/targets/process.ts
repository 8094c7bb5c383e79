/** This machine, through devops-flow: it replaces and judges by itself. */

/** What answers no requests is only brought up. */
export const runHere: readonly string[] = [
  'if ! would "run: $FLOW up $PROJECT --env $ENVIRONMENT"; then',
  '  run "$FLOW" up "$PROJECT" --env "$ENVIRONMENT" || fail "it does not run here; the lines above say why"',
  'fi',
];

export const replaceHere: readonly string[] = [
  'if [[ $STRATEGY != "${STRATEGIES[$ENVIRONMENT]}" ]]; then',
  '  fail "the documents say ${STRATEGIES[$ENVIRONMENT]} for $ENVIRONMENT, not $STRATEGY"',
  'fi',
  '[[ -z $NO_SWITCH ]] || fail "here devops-flow switches by itself, once the new version is well"',
  'if ! would "run: $FLOW up $PROJECT --env $ENVIRONMENT"; then',
  '  run "$FLOW" up "$PROJECT" --env "$ENVIRONMENT" || fail "the new version does not serve; the lines above say why, and what serves now"',
  '  call health-check || fail "the version was promoted, but does not answer as it should"',
  'fi',
];

/** `devops-flow rollback` goes to the release that served before: twice, it would be forth again. */
export const rollBackHere: readonly string[] = [
  'LAST=$("$FLOW" history "$PROJECT" --env "$ENVIRONMENT" --json --limit 1 2>/dev/null) || true',
  'if [[ -z $TO && $LAST == *\'"kind": "rollback"\'* ]]; then',
  '  log "rolled back already; --to VERSION goes to another"',
  'elif ! would "run: $FLOW rollback $PROJECT --env $ENVIRONMENT"; then',
  '  run "$FLOW" rollback "$PROJECT" --env "$ENVIRONMENT" ${TO:+--to "$TO"} || fail "nothing was rolled back; the lines above say why"',
  'fi',
];
