import { stateOf } from '../../../src/app/deliver/journal.ts';
import { drive } from '../../../src/deliver/engine/engine.ts';
import { ledger } from '../../../src/deliver/engine/ledger.ts';
import type { World as Effects, ServiceWorld } from '../../../src/deliver/engine/perform.ts';
import type { Lease } from '../../../src/deliver/engine/ports.ts';
import type { RouterStats } from '../../../src/deliver/engine/table.ts';
import { TableWriter } from '../../../src/deliver/engine/table-writer.ts';
import { noMetrics } from '../../../src/deliver/metrics/none.ts';
import { baselineOf, type DeployPlan, type Member } from '../../../src/deliver/release/plan.ts';
import {
  type Active,
  isEnded,
  type ReleaseEvent,
  type State,
  servingOf,
} from '../../../src/deliver/release/state.ts';
import { Failure } from '../../../src/errors/index.ts';
import type { Coverage } from '../coverage.ts';
import type { Planned } from '../scenario.ts';
import { planOf } from './plan.ts';
import { Injected, Ports } from './ports.ts';
import { Process } from './process.ts';
import { readyTimeoutMs } from './supervisor.ts';
import type { World } from './world.ts';

export interface CommandOptions {
  readonly world: World;
  readonly coverage: Coverage;
  /** Undefined: only what was cut off is finished (`recover`). */
  readonly planned?: { readonly index: number; readonly what: Planned };
  readonly interrupt?: AbortSignal;
  /** Told in which state a deploy is. */
  readonly watch: (state: Active) => void;
}

/** How a command ended; `dead`: it was killed. */
export type CommandEnd = 'done' | 'busy' | 'failed';

/** One command, as src/app/deliver puts it together: session, recovery, deploy, record. Never resolves when it is killed. */
export class Command {
  readonly process: Process;
  readonly #options: CommandOptions;
  readonly #ports: Ports;
  #generation = 0;
  readonly #nextGeneration = (): number => {
    this.#generation += 1;
    return this.#generation;
  };

  constructor(options: CommandOptions, name: string) {
    this.#options = options;
    const { world } = options;
    this.process = world.machine.add(new Process(name, world.time));
    this.#ports = new Ports(world, this.process);
  }

  async run(): Promise<CommandEnd> {
    try {
      await this.#run();
      return 'done';
    } catch (error) {
      if (error instanceof Failure && error.problems.some(({ id }) => id === 'deploy-in-progress'))
        return 'busy';
      this.#options.world.say(() => `${this.process.name} fails: ${String(error)}`);
      this.#judgeError(error);
      return 'failed';
    } finally {
      this.process.kill();
    }
  }

  async #run(): Promise<void> {
    const { world, planned } = this.#options;
    const lease = await this.#ports.acquire(world.services);
    try {
      for (const service of world.services) await this.#ports.takeOver(service, lease.token);
      const cutOff = world.services.map(service => world.store.unfinished(service)).find(plan => plan);
      if (cutOff) await this.#carryOut(lease, cutOff, stateOf(world.store, cutOff.id));
      if (planned) await this.#deploy(lease, planned);
      else if (!cutOff) await this.#mendTables(lease.token);
    } finally {
      await this.#ports.call('release', () => lease.release());
    }
  }

  async #deploy(lease: Lease, { index, what }: NonNullable<CommandOptions['planned']>): Promise<void> {
    const { world } = this.#options;
    const members = [];
    for (const service of what.services.flatMap(i => world.services[i] ?? [])) {
      const member = await this.#memberOf(service, index, what);
      if (member) members.push(member);
    }
    if (members.length === 0) return;
    const plan = planOf(`d${index + 1}`, what, members, world.machine.wallClock());
    await this.#ports.call('begin', () => world.store.begin(plan, lease.token), 2);
    await this.#carryOut(lease, plan, { name: 'new' });
  }

  /** What a command finds out about a service before it plans: serving.ts, rollback.ts and up.ts. */
  async #memberOf(service: string, index: number, what: Planned): Promise<Member | undefined> {
    const { world } = this.#options;
    const { store, machine } = world;
    const history = store.history(service);
    const serving = history[0]?.serving[service];
    const observe = () => this.#ports.call('observe', () => world.supervisorOf(service).observe());
    const refOf = (id: string) => ({ id, version: id, readyPath: '/ready' });
    let previous = serving;
    for (const end = world.time.now + readyTimeoutMs; ; ) {
      const own = (await observe()).filter(({ group }) => group === serving);
      if (own.some(({ ready }) => ready)) break;
      if (own.length === 0 || world.time.now > end) {
        previous = undefined;
        break;
      }
      await this.#ports.clock.sleep(50);
    }
    const running = await observe();
    const groups = [...new Set(running.map(({ group }) => group))];
    const common = { service, replicas: what.replicas, smokePaths: ['/live', '/ready'] };
    if (what.kind === 'scale') {
      if (previous === undefined) return undefined;
      return { ...common, next: refOf(previous), leftovers: [], previousReplicas: 0 };
    }
    const earlier = history.find(
      ({ record, serving: by }) => record?.outcome === 'promoted' && by[service] !== serving,
    )?.serving[service];
    const id = what.kind === 'rollback' ? earlier : `${service}v${index + 1}`;
    if (id === undefined || id === serving) return undefined;
    if (what.kind === 'deploy') machine.behaviours.set(id, what.behaviour);
    return {
      ...common,
      next: refOf(id),
      ...(previous === undefined ? {} : { previous: refOf(previous) }),
      leftovers: groups.filter(group => group !== id && group !== previous),
      previousReplicas: running.filter(({ group }) => group === previous).length,
    };
  }

  async #carryOut(lease: Lease, plan: DeployPlan, state: State): Promise<void> {
    const { coverage, interrupt, watch, world } = this.#options;
    const effects = this.#effectsOf(plan, lease.token);
    let before: State = state;
    coverage.resumed(state);
    const ended =
      state.name !== 'new' && isEnded(state)
        ? state
        : await drive(
            state,
            state.name === 'new' ? { type: 'begun', at: world.machine.wallClock(), plan } : undefined,
            {
              store: this.#ports.store(),
              lease,
              world: effects,
              clock: this.#ports.clock,
              watch: (next, event) => {
                coverage.went(before, next);
                world.say(() => `${this.process.name}: ${before.name} -> ${next.name} by ${told(event)}`);
                before = next;
                watch(next);
              },
              ...(interrupt ? { interrupt } : {}),
            },
          );
    await this.#close(lease, ended, effects);
    coverage.ended(ended);
  }

  #effectsOf(plan: DeployPlan, token: number): Effects {
    return {
      plan,
      token,
      services: new Map(
        plan.members.map(member => [member.service, this.#serviceWorld(plan, member, token)]),
      ),
      metrics: noMetrics,
      release: id => this.#ports.release(id),
      folderOf: id => `/releases/${id}`,
    };
  }

  #serviceWorld(plan: DeployPlan, member: Member, token: number): ServiceWorld {
    const { world } = this.#options;
    const { service, next, previous, replicas } = member;
    const hooks = world.scenario.releases[Number(plan.id.slice(1)) - 1]?.hooks ?? [];
    const target = this.#ports.target(service, plan, hooks);
    const router = this.#ports.router(service, plan);
    const old = previous ? [previous.id, baselineOf(previous.id)] : [];
    const groups = [
      { group: next.id, readyPath: '/ready', replicas },
      ...old.map(group => ({ group, readyPath: '/ready', replicas: Number.POSITIVE_INFINITY })),
    ];
    return {
      target,
      router,
      tables: new TableWriter(
        { token, nextGeneration: this.#nextGeneration, service, deploy: plan.id, groups },
        target,
        router,
      ),
    };
  }

  async #close(lease: Lease, ended: Active, effects: Effects): Promise<void> {
    this.#ports.isClosing = true;
    const stats = new Map<string, RouterStats>();
    for (const [name, { router, tables }] of effects.services) {
      const table = ended.tables[name];
      if (table && servingOf(ended, name) !== undefined)
        await tables.write(table, 'quiet').catch(() => undefined);
      const counted = await router.stats().catch(() => undefined);
      if (counted) stats.set(name, counted);
    }
    const record = ledger(ended, stats);
    const serving = Object.fromEntries(
      record.members.map(({ service, serving: group }) => [service, group ?? undefined]),
    );
    await this.#ports.call(
      'finish',
      () => this.#options.world.store.finish(ended.plan.id, lease.token, record, serving),
      2,
    );
    this.#ports.isClosing = false;
  }

  async #mendTables(token: number): Promise<void> {
    const { world } = this.#options;
    this.#ports.isClosing = true;
    for (const service of world.services) {
      const [last] = world.store.history(service);
      const serving = last?.serving[service];
      const member = last?.plan.members.find(one => one.service === service);
      if (!last || serving === undefined || !member) continue;
      const { tables } = this.#serviceWorld({ ...last.plan, members: [member] }, member, token);
      await tables.write({ weights: { [serving]: 100 } }, 'quiet').catch(() => undefined);
    }
    this.#ports.isClosing = false;
  }

  /** What a command may end with: a fault, a lease that is lost, a supervisor or a store that is not there. */
  #judgeError(error: unknown): void {
    if (error instanceof Injected) return;
    if (error instanceof Failure && error.problems.every(({ id }) => id === 'fenced')) return;
    const message = error instanceof Error ? error.message : String(error);
    if (/the supervisor (has gone|does not run)|ENOSPC/.test(message)) return;
    const where = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : '';
    this.#options.world.judge.violated(7, `a command died by itself: ${message} ${where}`);
  }
}

const told = (event: ReleaseEvent): string =>
  event.type === 'outcome' ? `${event.effect} ${JSON.stringify(event.outcome)}` : event.type;
