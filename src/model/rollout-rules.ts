/** Rules between fields of a rollout, its hooks and its freezes. */
import { type ProblemId, problem } from '../errors/index.ts';
import type { Rollout } from './rollout.ts';
import type { Service } from './service.ts';
import { freezeFault } from './values/freeze.ts';
import { hookPointWords, valuesOf } from './vocabulary.ts';

type Report = <Id extends ProblemId>(id: Id, facts: Parameters<typeof problem<Id>>[1], field: string) => void;

const at = (field: string) => `service.rollout.${field}`;

export function checkRollout({ rollout, hooks, environments }: Service, report: Report): void {
  checkRolling(rollout, report);
  checkSteps(rollout, report);
  checkQueries(rollout, report);
  const { cookie, header } = rollout.sticky ?? {};
  if (cookie !== undefined && header !== undefined)
    report('sticky-twice', { cookie, header }, at('sticky.header'));
  for (const hook of hooks) {
    const point: string | undefined = hook.at;
    const missing = point === undefined ? 'point' : hook.command.length === 0 ? 'command' : undefined;
    const facts = { hook: hook.name, points: valuesOf(hookPointWords) };
    if (missing) report('hook-incomplete', { ...facts, missing }, `service.hooks.${hook.name}.name`);
  }
  for (const { name: environment, freezes } of environments)
    for (const { name: freeze, from, to } of freezes) {
      const reason = freezeFault(from ?? '', to ?? '');
      const field = `service.environments.${environment}.freezes.${freeze}.name`;
      if (reason !== undefined) report('freeze-invalid', { environment, freeze, reason }, field);
    }
}

/** As the API of Kubernetes checks a Deployment. */
function checkRolling({ maxSurge, maxUnavailable }: Rollout, report: Report): void {
  if (Number.parseInt(maxSurge, 10) === 0 && Number.parseInt(maxUnavailable, 10) === 0)
    report('rolling-stands-still', { maxSurge, maxUnavailable }, at('maxSurge'));
  if (maxUnavailable.endsWith('%') && Number.parseInt(maxUnavailable, 10) > 100)
    report('unavailable-too-many', { maxUnavailable }, at('maxUnavailable'));
}

function checkSteps({ steps }: Rollout, report: Report): void {
  for (const [i, { weight }] of steps.entries()) {
    const before = steps[i - 1]?.weight ?? 0;
    if (weight <= before) report('steps-not-growing', { weight, before }, at(`steps.${i}.weight`));
  }
}

function checkQueries({ queries, prometheus }: Rollout, report: Report): void {
  for (const { name, expression, min, max } of queries) {
    const field = at(`queries.${name}.name`);
    const said: string | undefined = expression;
    if (said === undefined) report('query-incomplete', { query: name, missing: 'expression' }, field);
    else if (min === undefined && max === undefined)
      report('query-incomplete', { query: name, missing: 'min and no max' }, field);
    else if (min !== undefined && max !== undefined && min > max)
      report('query-inverted', { query: name, min, max }, at(`queries.${name}.min`));
  }
  const url: string | undefined = prometheus?.url;
  const [first] = queries;
  if (url !== undefined) return;
  if (first)
    report(
      'prometheus-missing',
      { wanted: `the query ${first.name} asks it` },
      at(`queries.${first.name}.name`),
    );
  else if (prometheus)
    report('prometheus-missing', { wanted: 'a token for it is named' }, at('prometheus.tokenVariable'));
}
