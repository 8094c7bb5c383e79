import type { Deploy } from '../../../src/deliver/engine/deploy.ts';
import type {
  AppendOptions,
  JournalEntry,
  Lease,
  NewRequest,
  Request,
  Scope,
  ServingByService,
} from '../../../src/deliver/engine/store-port.ts';
import type { DeployPlan } from '../../../src/deliver/release/plan.ts';
import type { Effect } from '../../../src/deliver/release/state.ts';
import { failure } from '../../../src/errors/index.ts';
import type { Process } from './process.ts';
import type { VirtualTime } from './time.ts';

interface LeaseRow {
  token: number;
  holder: Process | undefined;
  silentAt: number;
}

export interface Kept {
  readonly plan: DeployPlan;
  readonly startedAt: number;
  readonly entries: JournalEntry[];
  /** Ordered, and without an outcome yet. */
  readonly open: Map<string, Effect>;
  state: { readonly seq: number; readonly state: unknown } | undefined;
  endedAt: number | undefined;
  record: Deploy | undefined;
  serving: ServingByService;
}

interface Asked extends Request {
  answer: string | undefined;
}

const silentMs = 10_000;
const renewMs = 2000;

/** What src/store keeps, by its rules: one lease a service, fenced writes, a request taken or refused once. */
export class ModelStore {
  readonly #time: VirtualTime;
  readonly #leases = new Map<string, LeaseRow>();
  readonly #running = new Map<string, string>();
  readonly #deploys = new Map<string, Kept>();
  readonly #requests: Asked[] = [];
  lastToken = 0;

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  get deploys(): readonly Kept[] {
    return [...this.#deploys.values()];
  }

  holders(): readonly Process[] {
    return [...this.#leases.values()].flatMap(({ holder }) => (holder?.alive ? [holder] : []));
  }

  acquire(services: readonly string[], holder: Process): Lease {
    for (const service of services) {
      const row = this.#leases.get(service);
      if (row?.holder?.alive && row.silentAt > this.#time.now)
        throw failure('deploy-in-progress', { service, environment: 'sim', holder: row.token, since: '' });
    }
    this.lastToken += 1;
    const token = this.lastToken;
    for (const service of services)
      this.#leases.set(service, { token, holder, silentAt: this.#time.now + silentMs });
    const isHeld = (service: string) => this.#holds(service, token);
    const renew = () => {
      if (!holder.alive) return;
      if (holder.runs)
        for (const service of services) {
          const row = this.#leases.get(service);
          if (row?.token === token) row.silentAt = this.#time.now + silentMs;
        }
      if (services.some(isHeld)) this.#time.after(renewMs, renew, false);
    };
    this.#time.after(renewMs, renew, false);
    return {
      token,
      assertHeld: () => {
        if (!services.every(isHeld)) throw failure('fenced', { scope: services.join(', ') });
      },
      release: () => {
        for (const service of services) {
          const row = this.#leases.get(service);
          if (row?.token === token) row.holder = undefined;
        }
      },
    };
  }

  begin(plan: DeployPlan, token: number): void {
    for (const { service } of plan.members) {
      this.#fence(service, token);
      if (this.#running.has(service)) throw new Error(`${service} has a deploy that has not ended`);
      this.#running.set(service, plan.id);
    }
    this.#deploys.set(plan.id, {
      plan,
      startedAt: this.#time.now,
      entries: [],
      open: new Map(),
      state: undefined,
      endedAt: undefined,
      record: undefined,
      serving: {},
    });
  }

  append(deploy: string, token: number, entry: JournalEntry, { state, takes }: AppendOptions = {}): void {
    const kept = this.#fenced(deploy, token);
    const request = takes === undefined ? undefined : this.#requests[takes - 1];
    if (takes !== undefined && (request?.deploy !== deploy || request.answer !== undefined))
      throw failure('request-gone', { request: takes, why: request?.answer ?? 'there is no such request' });
    kept.entries.push(entry);
    if (entry.event.type === 'outcome') kept.open.delete(entry.event.effect);
    for (const effect of entry.effects) kept.open.set(effect.id, effect);
    if (state !== undefined) kept.state = { seq: kept.entries.length, state };
    if (request) request.answer = 'it was taken before';
  }

  finish(deploy: string, token: number, record: Deploy, serving: ServingByService): void {
    const kept = this.#fenced(deploy, token);
    kept.record = record;
    kept.serving = serving;
    kept.endedAt = this.#time.now;
    for (const request of this.#requests)
      if (request.deploy === deploy) request.answer ??= 'the deploy has ended';
    for (const [service, running] of this.#running) if (running === deploy) this.#running.delete(service);
  }

  unfinished(service: string): DeployPlan | undefined {
    const id = this.#running.get(service);
    return id === undefined ? undefined : this.#deploys.get(id)?.plan;
  }

  kept(deploy: string): Kept | undefined {
    return this.#deploys.get(deploy);
  }

  /** Newest first, of those that have ended. */
  history(service: string): readonly Kept[] {
    return this.deploys
      .filter(({ plan, record }) => record && plan.members.some(member => member.service === service))
      .reverse();
  }

  lastState(deploy: string): Kept['state'] {
    return this.#deploys.get(deploy)?.state;
  }

  entries(deploy: string, page: { readonly after?: number } = {}): readonly JournalEntry[] {
    return this.#deploys.get(deploy)?.entries.slice(page.after ?? 0) ?? [];
  }

  ask({ service, environment }: Scope, request: NewRequest): void {
    const deploy = this.#running.get(service);
    if (deploy === undefined) return;
    const seq = this.#requests.length + 1;
    this.#requests.push({ ...request, seq, deploy, scope: { service, environment }, answer: undefined });
  }

  requests(deploy: string, after: number): readonly Request[] {
    if (this.#requests.length === 0) return [];
    return this.#requests.filter(
      request => request.seq > after && request.deploy === deploy && request.answer === undefined,
    );
  }

  refuse(seq: number, token: number, reason: string): void {
    const request = this.#requests[seq - 1];
    if (request) this.#fenced(request.deploy, token);
    if (!request || request.answer !== undefined)
      throw failure('request-gone', { request: seq, why: request?.answer ?? 'there is no such request' });
    request.answer = reason;
  }

  #fenced(deploy: string, token: number): Kept {
    const kept = this.#deploys.get(deploy);
    if (!kept) throw failure('deploy-unknown', { deploy });
    for (const { service } of kept.plan.members) this.#fence(service, token);
    return kept;
  }

  #fence(service: string, token: number): void {
    if (!this.#holds(service, token)) throw failure('fenced', { scope: service });
  }

  #holds(service: string, token: number): boolean {
    const row = this.#leases.get(service);
    return row?.token === token && row.holder !== undefined;
  }
}
