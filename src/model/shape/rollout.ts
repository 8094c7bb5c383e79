/** The shapes of rollout.ts. */
import type {
  Freeze,
  Hook,
  Prometheus,
  Rollout,
  RolloutQuery,
  RolloutStep,
  Shutdown,
  Sticky,
} from '../rollout.ts';
import { timeZone } from '../values/cluster.ts';
import { freezeMoment } from '../values/freeze.ts';
import { decimal, flagName, httpToken, increase, prometheusUrl, surge, weight } from '../values/rollout.ts';
import { hookPoint } from '../values/words.ts';
import { hookPointWords, valuesOf } from '../vocabulary.ts';
import { anyText, duration, example, flag, label, oneOf, share, variable, whole } from './scalars.ts';
import { command, namedList, optional, record, rows, type ScalarShape, written } from './shape.ts';

export const shutdown = record<Shutdown>('How an instance leaves', {
  drainSeconds: duration('time for requests in hand before the service is asked to stop'),
  graceSeconds: duration('time to stop before it is killed'),
});

const instances = (about: string) => example(about, surge(about), '25%', '1');

const growth = (about: string): ScalarShape => ({
  kind: 'scalar',
  about: `${about}, in percent`,
  parse: increase(about),
  schema: { type: 'number', minimum: 0, examples: [10] },
});

const bound = (about: string): ScalarShape => ({
  kind: 'scalar',
  about,
  parse: decimal(about),
  schema: { type: 'number' },
});

const steps = rows<RolloutStep>(
  'Shares of the requests that a canary gets, or that see a feature flag, in growing order',
  {
    weight: {
      kind: 'scalar',
      about: 'Share of the requests, in percent',
      parse: weight,
      schema: { type: 'integer', minimum: 1, maximum: 99, examples: [10] },
    },
    seconds: duration('time that it is watched'),
    approval: flag('Whether a person approves before the next step'),
  },
  'weight',
);

const sticky = optional(
  record<Sticky>('Whoever got a version stays with it', {
    cookie: example('Cookie that the router sets', httpToken('cookie'), 'release'),
    header: example('Header that clients send', httpToken('header'), 'X-Account'),
  }),
);

const queries = namedList<RolloutQuery>(
  label('query'),
  'Figures of Prometheus that decide whether a version stays',
  {
    expression: anyText('PromQL that gives one number'),
    min: bound('Good from this number on'),
    max: bound('Good up to this number'),
  },
);

const prometheus = written(
  optional(
    record<Prometheus>('Who answers the queries', {
      url: example('Its address', prometheusUrl, 'http://prometheus.example.com:9090'),
      tokenVariable: variable('variable that holds the token'),
    }),
  ),
  token => {
    const url = prometheusUrl(token);
    return typeof url === 'string' ? [['url', { ...token, text: url }]] : url;
  },
);

export const rollout = record<Rollout>('How a new version is brought in and judged', {
  readySeconds: duration('time in which a new instance must be ready'),
  bakeSeconds: duration('time that a new version is watched under full traffic'),
  maxErrorPercent: share('requests that may be answered 5xx meanwhile'),
  minRequests: whole('requests that a verdict needs'),
  rollbackWindowSeconds: duration('time that the old version is kept warm'),
  deploySeconds: duration('time in which a whole deploy must end'),
  rollbackSeconds: duration('time in which a rollback must end'),
  maxSurge: instances('instances that may be added while they are replaced'),
  maxUnavailable: instances('instances that may be missing while they are replaced'),
  steps,
  baseline: flag('Whether a canary is compared with new instances of the old version'),
  sticky,
  mirrorPercent: share('requests that are copied to a canary before its first step'),
  flag: example('Feature flag that is ramped', flagName, 'new-checkout'),
  approveSwitch: flag('Whether a person approves before blue-green switches'),
  allowedErrorIncreasePercent: growth('increase of the error rate over the baseline that is allowed'),
  allowedLatencyIncreasePercent: growth('increase of the latency over the baseline that is allowed'),
  queries,
  prometheus,
});

export const hooks = namedList<Hook>(
  label('hook'),
  'Commands of the team that run at points of a deploy',
  {
    at: oneOf('point of a deploy', valuesOf(hookPointWords), hookPoint),
    command: command(anyText('The command, as a list of words; no shell is involved')),
    timeoutSeconds: duration('time in which it must end'),
  },
  'command',
);

const moment = (about: string) => example(about, freezeMoment, 'fri 16:00', '2026-12-20 00:00');

export const freezes = namedList<Freeze>(anyText('freeze'), 'Times in which nothing new is rolled out', {
  from: moment('When it begins: each week, or once'),
  to: moment('When it ends'),
  zone: example('Time zone of both', timeZone, 'Europe/Berlin', 'UTC'),
  reason: anyText('What whoever is held up is told'),
});
