import type { DeployPlan } from '../../src/deliver/release/plan.ts';
import type { Effect, Outcome, ReleaseEvent, State } from '../../src/deliver/release/state.ts';
import { step } from '../../src/deliver/release/step.ts';

/**
 * Runs a scenario script and returns it with the machine's answers written below each event.
 * A line `> EVENT` is an event, `+N ms` before it lets time pass; `#` lines are prose; all else is answers.
 */
export function play(script: string): string {
  let state: State = { name: 'new' };
  let at = 0;
  const out: string[] = [];
  for (const line of script.split('\n')) {
    if (line.startsWith('#') || line === '') out.push(line);
    if (!line.startsWith('> ')) continue;
    const [, wait, text] = /^> (?:\+(\d+) ms: )?(.+)$/.exec(line) ?? [];
    at += Number(wait ?? 0);
    const next = step(state, eventOf(text ?? '', state, at));
    out.push(line);
    if (next.state.name !== state.name)
      out.push(`    ${state.name} -> ${next.state.name}${reasonOf(next.state)}`);
    for (const effect of next.effects) out.push(`    do ${describe(effect)}`);
    state = next.state;
  }
  return `${out.join('\n').trimEnd()}\n`;
}

function reasonOf(state: State): string {
  return 'reason' in state ? ` (${state.reason.code}: ${state.reason.sentence})` : '';
}

function describe(effect: Effect): string {
  const { id: _, do: name, ...rest } = effect;
  const facts = Object.entries(rest).map(
    ([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  return `${name}  ${facts.join(', ')}`;
}

function eventOf(text: string, state: State, at: number): ReleaseEvent {
  const [, verb = '', rest = ''] = /^(\S+) ?(.*)$/.exec(text) ?? [];
  if (verb === 'begun') return { type: 'begun', at, plan: planOf(rest) };
  if (verb === 'aborted') return { type: 'aborted', at, why: rest };
  if (verb === 'overdue') return { type: 'overdue', at };
  const failed = /^(\S+) cannot be done: (.*)$/.exec(text);
  if (failed) return outcome(state, at, failed[1] ?? '', { of: 'error', why: failed[2] ?? '' });
  const numbers = [...rest.matchAll(/\d+/g)].map(match => Number(match[0]));
  return outcome(state, at, verb, outcomeOf(verb, rest, numbers[0] ?? 0, numbers[1] ?? 0));
}

function outcomeOf(verb: string, rest: string, first: number, second: number): Outcome {
  switch (verb) {
    case 'ensure':
      return rest.startsWith('ok')
        ? { of: 'ensure', ok: true, tookMs: first }
        : { of: 'ensure', ok: false, why: rest };
    case 'smoke':
      return { of: 'smoke', passed: first, total: second };
    case 'set-split':
      return { of: 'set-split', tookMs: first };
    case 'drain':
      return { of: 'drain', left: first, tookMs: second };
    case 'read-metrics':
      return { of: 'read-metrics', requests: first, errors: second };
    case 'probe':
      return { of: 'probe', passed: first, total: second };
    case 'wait':
    case 'stop':
    case 'stop-at':
    case 'trim':
      return { of: verb };
    default:
      throw new Error(`the script has an event that nobody knows: ${verb}`);
  }
}

/** The outcome of the oldest pending effect of that kind. */
function outcome(state: State, at: number, kind: string, result: Outcome): ReleaseEvent {
  const effect = 'pending' in state ? state.pending.find(pending => pending.do === kind) : undefined;
  return { type: 'outcome', at, effect: effect?.id ?? `no ${kind} is pending`, outcome: result };
}

function planOf(text: string): DeployPlan {
  const [, next = '', previous] = /^(\S+)(?: replaces ([^\s,]+))?/.exec(text) ?? [];
  const window = /rollback window (\d+)/.exec(text)?.[1] ?? '60000';
  const leftovers = /leftover (\S+)/.exec(text)?.[1];
  return {
    schemaVersion: 1,
    id: 'd1',
    service: 'orders',
    environment: 'local',
    strategy: 'blue-green',
    kind: text.includes('scaled') ? 'scale' : 'deploy',
    next: { id: next, version: next, readyPath: '/ready' },
    ...(previous ? { previous: { id: previous, version: previous, readyPath: '/ready' } } : {}),
    leftovers: leftovers ? [leftovers] : [],
    replicas: 2,
    smokePaths: ['/health/live', '/health/ready'],
    limits: {
      deadlineMs: 100_000,
      bakeMs: 1000,
      lookMs: 500,
      maxErrorRate: 0.01,
      minRequests: 100,
      drainMs: 5000,
      rollbackWindowMs: Number(window),
    },
  };
}
