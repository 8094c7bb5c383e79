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

const list = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.readonly());

const mirrored = v.nullable(
  v.object({
    sent: natural,
    compared: natural,
    differing: v.object({ status: natural, body: natural, type: natural }),
    failed: natural,
    skipped: natural,
  }),
);

/** The record of one deploy; deliver/engine/deploy.ts says what the figures count. */
export const deploy = v.object({
  id: v.string(),
  service: v.string(),
  environment: v.string(),
  version: v.string(),
  strategy: v.string(),
  kind: v.picklist(['deploy', 'rollback', 'scale']),
  outcome: v.picklist(['promoted', 'rolled-back', 'failed']),
  reason: v.string(),
  requests: natural,
  failed: natural,
  retried: natural,
  byCause: v.partial(v.object(v.entriesFromList(causes, natural))),
  byPhase: v.partial(v.object(v.entriesFromList(phases, natural))),
  mirrored,
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
  /** Each of the services that were released together. */
  members: list(
    v.object({
      service: v.string(),
      version: v.string(),
      release: v.string(),
      previous: v.nullable(v.string()),
      serving: v.nullable(v.string()),
    }),
  ),
  hooks: list(v.object({ name: v.string(), ok: v.boolean(), tookMs: milliseconds })),
  approvedBy: list(v.string()),
  details: list(v.string()),
  appliedMigrations: list(v.string()),
});

const upFields = {
  /** null: this very version serves already. */
  deploy: v.nullable(deploy),
  /** Id of the deploy that goes on without the command (--detach). */
  detached: v.nullable(v.string()),
  recovered: v.nullable(deploy),
  release: v.object({ id: v.string(), version: v.string() }),
  url: v.string(),
  firstError: v.nullable(v.string()),
  /** What would be done, in words (--dry-run); empty where it was done. */
  stages: v.array(v.string()),
};

export const upSchema = document('devops-flow up --json', upFields);

export const deploySchema = document('devops-flow deploy --json', {
  ...upFields,
  /** `id` is null where nothing was copied (--dry-run). */
  release: v.object({ id: v.nullable(v.string()), version: v.string() }),
  /** null where nothing was started (--dry-run). */
  url: v.nullable(v.string()),
});

const asking = {
  id: v.string(),
  version: v.string(),
  services: v.array(v.string()),
  /** Process that carries the deploy out and has taken it; null: this command went on with the deploy. */
  holder: v.nullable(natural),
  deploy: v.nullable(deploy),
};

/** Of a command that asks a deploy that is under way for something. */
export const askSchema = (command: string) => document(`devops-flow ${command} --json`, asking);

export const retrySchema = document('devops-flow retry --json', {
  /** The deploy that is under way and measures once more; null: the version is deployed again. */
  asked: v.nullable(v.object(asking)),
  deploy: v.nullable(deploy),
  recovered: v.nullable(deploy),
});

export const rollbackSchema = document('devops-flow rollback --json', {
  deploy,
  recovered: v.nullable(deploy),
});

const service = v.object({
  service: v.string(),
  environment: v.string(),
  release: v.nullable(v.string()),
  version: v.nullable(v.string()),
  health: v.picklist(['ok', 'degraded', 'down']),
  supervised: v.boolean(),
  instances: v.object({
    ready: natural,
    total: natural,
    restarts: natural,
    limits: v.object({ applied: list(v.string()), missing: v.string() }),
  }),
  url: v.nullable(v.string()),
  requestsPerSecond: v.number(),
  p99Ms: measured,
  /** 0 to 1. */
  errorRate: v.number(),
  since: v.nullable(v.string()),
});

export const statusSchema = document('devops-flow status --json', {
  services: v.array(service),
  deploys: v.array(v.object({ ...deploy.entries, endedAt: v.string() })),
  inProgress: v.nullable(
    v.object({
      version: v.string(),
      id: v.string(),
      services: v.array(v.string()),
      holder: v.nullable(natural),
      state: v.string(),
      ask: v.nullable(v.string()),
      isUndecided: v.boolean(),
      traffic: list(v.string()),
      details: list(v.string()),
      mirrored,
      preview: v.array(v.string()),
    }),
  ),
});

export const servicesSchema = document('devops-flow services --json', {
  services: v.array(
    v.object({
      service: v.string(),
      environment: v.string(),
      serving: v.nullable(v.string()),
      running: v.nullable(v.object({ id: v.string(), startedAt: v.string() })),
      last: v.nullable(
        v.object({
          id: v.string(),
          version: v.string(),
          kind: v.string(),
          outcome: v.string(),
          endedAt: v.string(),
        }),
      ),
    }),
  ),
});

export const historySchema = document('devops-flow history --json', {
  deploys: v.array(v.object({ ...deploy.entries, startedAt: v.string(), endedAt: v.string() })),
});

export const logsSchema = document('devops-flow logs --json', {
  release: v.nullable(v.string()),
  instances: v.array(v.object({ id: v.string(), file: v.string(), lines: v.array(v.string()) })),
});

export const downSchema = document('devops-flow down --json', {
  service: v.string(),
  environment: v.string(),
  stopped: natural,
});

export const recoverSchema = document('devops-flow recover --json', { recovered: v.nullable(deploy) });
