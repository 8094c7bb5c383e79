import { array, type Script } from './facts.ts';

export const rollback: Script = {
  name: 'rollback',
  purpose: 'goes back to the version before',
  options: [
    '  --to VERSION     what to go back to: a version, or a revision of the Deployment (default: the one before)',
  ],
  cases: ['--to) TO=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;'],
  exclusive: true,
  facts: ({ environments }) => [
    ...array(
      'ROLLBACK_SECONDS',
      environments.map(({ name, rollbackSeconds }) => [name, rollbackSeconds?.map(String) ?? '300'] as const),
    ),
    'TO=',
  ],
  body: [
    'if is_local; then',
    '  run "$FLOW" rollback "$PROJECT" --env local ${TO:+--to "$TO"} || fail "nothing was rolled back; the lines above say why"',
    'else',
    '  revisions=$("${KUBECTL[@]}" get replicasets -l "app.kubernetes.io/name=$SERVICE" -o name | wc -l)',
    '  ((revisions > 1)) || fail "there is no version before this one"',
    '  run "${KUBECTL[@]}" rollout undo "deployment/$SERVICE" ${TO:+--to-revision "$TO"}',
    '  seconds=${ROLLBACK_SECONDS[$ENVIRONMENT]:-300}',
    '  run "${KUBECTL[@]}" rollout status "deployment/$SERVICE" --timeout "${seconds}s" \\',
    '    || fail "the version before is not ready after $seconds s"',
    'fi',
    'check_health || fail "the version before does not answer as it should either"',
    'log "rolled back"',
    'finish',
  ],
};
