import { type Text, Traced, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import type { Scenario, TestPlan } from './plan/scenario.ts';

type Targets = ServingView['performance'];

/** What a load test does and must hold. Rates are requests per second, times milliseconds. */
export interface Load extends Pick<Targets, 'p50Ms' | 'p95Ms' | 'p99Ms' | 'maxMs'> {
  /** What users do; the health of the service where nothing else may be asked often. */
  readonly scenarios: readonly Scenario[];
  /** How many requests all scenarios together make. */
  readonly requests: number;
  readonly sustained: Traced<number>;
  readonly burst?: Traced<number>;
  readonly peak: Traced<number>;
  /** Endpoints that promise more than the service as a whole. */
  readonly own: readonly { readonly name: Text; readonly p95Ms: Traced<number> }[];
  readonly maxErrorPercent: Traced<number>;
  readonly notes: readonly string[];
}

/** Where no document says a load: enough for percentiles to mean something, and no strain for a laptop. */
const modestRate = 10;

export function loadOf(service: ServingView, plan: TestPlan): Load {
  const { performance: promised, rollout } = service;
  const { sustainedRate, burstRate, maxErrorPercent, ...latencies } = promised;
  const sustained = sustainedRate ?? new Traced(modestRate, []);
  const asked = plan.scenarios.filter(({ load }) => load);
  const scenarios =
    asked.length > 0 ? asked : plan.scenarios.filter(({ kind }) => kind === 'health').slice(0, 1);
  const names = new Set(scenarios.flatMap(({ asks }) => asks.map(({ name }) => name)));
  return {
    ...latencies,
    scenarios,
    requests: scenarios.reduce((sum, { asks }) => sum + asks.length, 0),
    sustained,
    ...(burstRate ? { burst: burstRate } : {}),
    peak: burstRate ?? sustained,
    own: service.endpoints.flatMap(({ name, p95Ms }) =>
      p95Ms && names.has(name) ? [{ name: text`${name}`, p95Ms }] : [],
    ),
    maxErrorPercent: maxErrorPercent ?? rollout.maxErrorPercent,
    notes: sustainedRate ? [] : ['No document says a load: this one is modest.'],
  };
}
