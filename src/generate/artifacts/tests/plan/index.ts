import { plain, type Text, text } from '../../../../model/traced.ts';
import type { ServingView } from '../../../../model/views.ts';
import { probeOf } from '../../shared/probe.ts';
import { endpointPlan } from './endpoints.ts';
import { encoded } from './path.ts';
import type { Ask, Scenario, TestPlan, Unasked } from './scenario.ts';

/** What is asked of a service, in the order in which it is asked: whether it is well, what it shows, what it does. */
export function testPlan(service: ServingView): TestPlan {
  const { scenarios, unasked } = endpointPlan(service.endpoints);
  const health = healthPlan(service);
  const known = new Set(service.endpoints.map(({ path }) => path.value));
  const own = health.scenarios.filter(({ asks }) => !asks.some(({ path }) => known.has(plain(path))));
  const followed = [...own, ...scenarios.filter(({ kind }) => kind === 'read')];
  const rest = scenarios.filter(({ kind }) => kind !== 'read');
  return { scenarios: [...followed, ...withoutPrefixes(rest)], unasked: [...health.unasked, ...unasked] };
}

/** A scenario that is the beginning of another one shows nothing more. */
const withoutPrefixes = (scenarios: readonly Scenario[]): readonly Scenario[] =>
  scenarios.filter(one => !scenarios.some(other => begins(one, other)));

const begins = (a: Scenario, b: Scenario): boolean =>
  a !== b &&
  a.asks.length < b.asks.length &&
  a.asks.every((ask, i) => {
    const other = b.asks[i];
    return (
      other !== undefined && (['method', 'path', 'body'] as const).every(part => isSame(ask, other, part))
    );
  });

const isSame = (a: Ask, b: Ask, part: 'method' | 'path' | 'body') =>
  plain(a[part] ?? '') === plain(b[part] ?? '');

const wellStatuses = { from: 200, to: 399 };

/** The paths that probes ask, as a kubelet asks them: below 400 is well. */
function healthPlan(service: ServingView): TestPlan {
  const { health, metricsPath } = service;
  const unasked: Unasked[] = [];
  const asked = new Map<string, Scenario>();
  for (const name of ['live', 'ready', 'startup'] as const) {
    const probe = probeOf(health, name);
    const isElsewhere =
      probe && (probe.command.length > 0 || probe.port !== undefined || probe.headers.length > 0);
    const path = health[name];
    if (health.over.value !== 'http' || asked.has(path.value)) continue;
    if (isElsewhere) unasked.push({ endpoint: path, reason: 'its probe asks in a way of its own' });
    else asked.set(path.value, getting(text`${path} says that it is well`, path.map(encoded), wellStatuses));
  }
  const metrics = metricsPath
    ? [getting(text`${metricsPath} shows its metrics`, metricsPath.map(encoded))]
    : [];
  const page = service.language?.value === 'static' ? [getting('its first page', '/')] : [];
  return { scenarios: [...asked.values(), ...metrics, ...page], unasked };
}

function getting(title: Text, path: Text, status = { from: 200, to: 299 }): Scenario {
  return { title, kind: 'health', asks: [{ method: 'GET', path, status }], load: false };
}
