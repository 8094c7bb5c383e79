import type { Ask, Effect, Outcome, ReleaseEvent, State } from '../../src/deliver/release/state.ts';
import { step } from '../../src/deliver/release/step.ts';
import { planOf } from './plan.ts';

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
      out.push(`    ${state.name} -> ${next.state.name}${detailOf(next.state)}`);
    for (const effect of next.effects) out.push(`    do ${describe(effect, next.state)}`);
    state = next.state;
  }
  return `${out.join('\n').trimEnd()}\n`;
}

function detailOf(state: State): string {
  if ('reason' in state) return ` (${state.reason.code}: ${state.reason.sentence})`;
  return state.name === 'awaiting' ? ` (${state.ask})` : '';
}

/** The service is named where there are several. */
function describe(effect: Effect, state: State): string {
  const { id: _, do: name, ...rest } = effect;
  const isOne = state.name !== 'new' && state.plan.members.length === 1;
  const facts = Object.entries(rest)
    .filter(([key]) => !(isOne && key === 'service'))
    .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return `${name}  ${facts.join(', ')}`.trimEnd();
}

const asks: Readonly<Record<string, Ask['type']>> = {
  pause: 'paused',
  resume: 'resumed',
  approve: 'approved',
  reject: 'rejected',
  retry: 'retried',
  promote: 'promoted',
  abort: 'aborted',
  supersede: 'superseded',
};

function eventOf(text: string, state: State, at: number): ReleaseEvent {
  const [, verb = '', rest = ''] = /^(\S+) ?(.*)$/.exec(text) ?? [];
  if (verb === 'begun') return { type: 'begun', at, plan: planOf(rest) };
  if (verb === 'overdue') return { type: 'overdue', at };
  const [, by, why = ''] = /^by ([^:]+)(?:: (.*))?$/.exec(rest) ?? [];
  const asked = asks[verb];
  if (asked && by !== undefined) return { type: asked, at, by, why };
  const failed = /^(\S+) cannot be done: (.*)$/.exec(text);
  if (failed) return outcome(state, at, failed[1] ?? '', { of: 'error', why: failed[2] ?? '' });
  return outcome(state, at, verb, outcomeOf(verb, rest));
}

function outcomeOf(verb: string, rest: string): Outcome {
  const [first = 0, second = 0, third = 0, fourth = 0] = [...rest.matchAll(/\d+/g)].map(match =>
    Number(match[0]),
  );
  const isOk = rest.startsWith('ok');
  switch (verb) {
    case 'ensure':
      return isOk ? { of: 'ensure', ok: true, tookMs: first } : { of: 'ensure', ok: false, why: rest };
    case 'run-hook':
      return isOk
        ? { of: 'run-hook', ok: true, tookMs: first }
        : { of: 'run-hook', ok: false, tookMs: 0, why: rest };
    case 'smoke':
      return { of: 'smoke', passed: first, total: second };
    case 'set-split':
      return { of: verb, tookMs: first };
    case 'drain':
      return { of: 'drain', left: first, tookMs: second };
    case 'read-metrics': {
      const version = { requests: first, errors: second, latency: {} };
      const baseline = { requests: third, errors: fourth, latency: {} };
      return {
        of: 'read-metrics',
        looks: [{ version, ...(rest.includes('baseline') ? { baseline } : {}), answers: [] }],
      };
    }
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
