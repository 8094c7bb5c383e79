import * as v from 'valibot';
import { document, milliseconds, natural } from './common.ts';

const measured = v.nullable(milliseconds);
const causes = [
  'no-backend',
  'hold-timeout',
  'connect-failed',
  'reset-before-response',
  'reset-mid-response',
  'upstream-timeout',
  'version-5xx',
  'client-gone',
] as const;
const phases = ['start', 'shift', 'drain', 'bake', 'stop', 'rollback'] as const;

/** The record of one deploy; deliver/engine/deploy.ts says what the figures count. */
export const deploy = v.pipe(
  v.object({
    id: v.string(),
    service: v.string(),
    environment: v.string(),
    version: v.string(),
    strategy: v.string(),
    kind: v.picklist(['deploy', 'rollback']),
    outcome: v.picklist(['promoted', 'rolled-back', 'failed']),
    reason: v.string(),
    requests: natural,
    failed: natural,
    retried: natural,
    byCause: v.partial(v.object(v.entriesFromList(causes, natural))),
    byPhase: v.partial(v.object(v.entriesFromList(phases, natural))),
    readyMs: measured,
    switchMs: measured,
    drainMs: measured,
    rollbackMs: measured,
    p99Ms: measured,
    quietP99Ms: measured,
    smoke: v.nullable(v.object({ passed: natural, total: natural })),
    release: v.string(),
    previous: v.nullable(v.string()),
    serving: v.nullable(v.string()),
  }),
  v.title('Deploy'),
);

export const upSchema = document('devops-flow up --json', {
  /** null: this very version serves already. */
  deploy: v.nullable(deploy),
  recovered: v.nullable(deploy),
  release: v.object({ id: v.string(), version: v.string() }),
  url: v.string(),
});

export const rollbackSchema = document('devops-flow rollback --json', {
  deploy,
  recovered: v.nullable(deploy),
});
