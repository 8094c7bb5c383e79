import { setTimeout as sleep } from 'node:timers/promises';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { Scope } from '../../deliver/engine/ports.ts';
import { refusalOf } from '../../deliver/release/asks.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import type { Ask } from '../../deliver/release/state.ts';
import { failure } from '../../errors/index.ts';
import { actor } from './actor.ts';
import { stateOf } from './journal.ts';
import { inSession, type SessionOptions } from './session.ts';
import { type KnownState, withState } from './state.ts';

export interface AskOptions extends SessionOptions {
  /** Which service, where several are being deployed. */
  readonly name?: string;
  readonly type: Ask['type'];
  /** As the person typed it, for messages: "approve". */
  readonly what: string;
  readonly why?: string;
  /** Who asks; the user of this machine otherwise. */
  readonly by?: string;
}

export interface AskResult {
  readonly id: string;
  readonly version: string;
  readonly services: readonly string[];
  /** pid of the command that carries the deploy out and has taken it; null: nobody did, and this command went on with it. */
  readonly holder: number | null;
  /** How the deploy ended, where this command went on with it. */
  readonly deploy: Deploy | null;
}

/** The machine names who rejected it; who aborted it may have been Ctrl-C. */
const whyOf = ({ type, why }: AskOptions, by: string): string =>
  type === 'aborted' ? `aborted by ${by}${why ? `: ${why}` : ''}` : (why ?? '');

const patienceMs = 10_000;
const pollMs = 20;

/**
 * Asks the deploy that is under way for something. Whoever carries it out takes it; a deploy that nobody carries out
 * is gone on with here, to its end.
 *
 * @throws Failure `nothing-under-way`, `ask-refused`, `ask-unheard`
 */
export async function ask(options: AskOptions): Promise<AskResult> {
  const asked = await withState(options, state => put(state, options));
  if (asked.holder !== null) return { ...asked, deploy: null };
  const services = asked.services;
  const recovered = await inSession(options, services, async session => session.recovered);
  return { ...asked, deploy: recovered ?? null };
}

async function put(state: KnownState, options: AskOptions): Promise<Omit<AskResult, 'deploy'>> {
  const { store } = state;
  const { what, environment } = options;
  const [scope, plan] = underWay(state, options.name) ?? [];
  if (!scope || !plan) throw failure('nothing-under-way', { environment, what });
  const version = plan.members[0]?.next.version ?? '';
  const by = options.by ?? actor();
  const now = stateOf(store, plan.id);
  const asked = { type: options.type, by, why: whyOf(options, by) } as Ask;
  const refusal = now.name === 'new' ? undefined : refusalOf(now, asked);
  if (refusal !== undefined) throw failure('ask-refused', { what, version, reason: refusal });
  const holder = store.holder(scope);
  const data = { why: asked.type === 'rejected' || asked.type === 'aborted' ? asked.why : '' };
  const request = store.ask(scope, { deploy: plan.id, kind: options.type, by, at: Date.now(), data });
  const services = plan.members.map(({ service }) => service);
  const result = { id: plan.id, version, services };
  if (holder === undefined) return { ...result, holder: null };
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(pollMs)) {
    const answer = store.requestState(request);
    if (answer?.state === 'taken') return { ...result, holder };
    if (answer?.state === 'refused') throw failure('ask-refused', { what, version, reason: answer.reason });
    if (store.holder(scope) === undefined) return { ...result, holder: null };
  }
  throw failure('ask-unheard', { what, version, holder });
}

function underWay({ store, scopes }: KnownState, name: string | undefined): [Scope, DeployPlan] | undefined {
  for (const scope of scopes) {
    if (scope.service !== (name ?? scope.service)) continue;
    const plan = store.unfinished(scope);
    if (plan) return [scope, plan];
  }
  return undefined;
}
