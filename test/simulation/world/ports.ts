import type { Clock, Lease, Release, Router, Target } from '../../../src/deliver/engine/ports.ts';
import type { RouterTable } from '../../../src/deliver/engine/table.ts';
import type { DeployPlan } from '../../../src/deliver/release/plan.ts';
import type { Effect } from '../../../src/deliver/release/state.ts';
import type { Point } from '../faults.ts';
import type { PlannedHook } from '../scenario.ts';
import { graceMs } from './machine.ts';
import type { Process } from './process.ts';
import { type ModelSupervisor, readyTimeoutMs } from './supervisor.ts';
import type { World } from './world.ts';

/** Thrown for a fault of the scenario, so that it is told apart from errors of ours. */
export class Injected extends Error {
  override readonly name = 'Injected';
}

/** A promise of its own for each: one that all wait for would keep all of them for ever. */
const never = (): Promise<never> => new Promise(() => undefined);

/** The world as one controller reaches it: each call may be met by a fault, and none is heard by a dead process. */
export class Ports {
  readonly process: Process;
  readonly #world: World;
  #order = 0;
  /** By service: that its supervisor is being started again. */
  readonly #healing = new Map<string, Promise<void>>();
  #lease: Lease | undefined;
  /** The deploy has ended, and its record is being written. */
  isClosing = false;

  constructor(world: World, process: Process) {
    this.#world = world;
    this.process = process;
  }

  get clock(): Clock {
    const { time, machine } = this.#world;
    return {
      now: () => machine.wallClock(),
      sleep: (ms, signal) => this.process.hears(time.sleep(ms, signal)),
    };
  }

  async call<T>(point: Point, act: () => Promise<T> | T, ms = 0, what = ''): Promise<T> {
    const { process } = this;
    const { time, faults, machine } = this.#world;
    if (!process.runs) await process.turn();
    const fault = faults.call(point);
    if (fault?.kind === 'kill-before') process.kill();
    if (fault?.kind === 'pause-before') process.pause(fault.ms);
    if (fault?.kind === 'hang') await process.hears(time.sleep(fault.ms));
    if (fault?.kind === 'hang' || fault?.kind === 'fail') throw new Injected(`${point} was not done`);
    if (!process.runs) await process.turn();
    this.#world.say(() => `${process.name} calls ${point} ${what}`);
    const { boots } = machine;
    if (ms > 0) await time.sleep(ms);
    if (machine.boots !== boots) await never();
    const result = act();
    if (fault?.kind === 'kill-after') {
      await Promise.resolve(result).catch(() => undefined);
      process.kill();
    }
    const value = await process.hears(Promise.resolve(result));
    if (fault?.kind === 'pause-after') process.pause(fault.ms);
    if (fault?.kind === 'lose-answer') throw new Injected(`the answer of ${point} was lost`);
    if (!process.runs) await process.turn();
    return value;
  }

  target(service: string, plan: DeployPlan, hooks: readonly PlannedHook[]): Target {
    const next = () => {
      this.#order += 1;
      return this.#order;
    };
    const reach = <T>(
      kind: Effect['do'],
      token: number,
      is: (effect: Effect) => boolean,
      act: (reached: ModelSupervisor) => Promise<T>,
    ): Promise<T> =>
      this.#cared(service, () =>
        this.call(kind as Point, () => {
          const reached = this.#world.supervisorOf(service);
          return this.#acts({ plan, service, kind, token, is }, () =>
            heard(reached.process, 'supervisor', () => act(reached)),
          );
        }),
      );
    const about = (group: string) => (effect: Effect) => 'group' in effect && effect.group === group;
    const asked = <T>(point: Point, act: (reached: ModelSupervisor) => Promise<T>, ms = 0): Promise<T> =>
      this.#cared(service, () =>
        this.call(
          point,
          () => {
            const reached = this.#world.supervisorOf(service);
            return heard(reached.process, 'supervisor', () => act(reached));
          },
          ms,
        ),
      );
    return {
      ensure: (token, _, replicas, group = '') => {
        const order = next();
        return reach('ensure', token, about(group), reached =>
          reached.ensure(group, replicas, { token, order }),
        );
      },
      stop: (token, group) => {
        const order = next();
        return reach('stop', token, about(group), reached => reached.stop(group, { token, order }));
      },
      trim: (token, group, replicas) =>
        reach('trim', token, about(group), reached => reached.trim(token, group, replicas)),
      stopAt: (token, group, at) =>
        reach('stop-at', token, about(group), reached => reached.stopAt(token, group, at)),
      observe: () => asked('observe', async reached => reached.observe()),
      probe: (group, paths, rounds) => asked('probe', reached => reached.probe(group, paths, rounds), 5),
      logs: async () => [],
      runHook: (token, { id, name }) => {
        const hook = hooks[Number(name.slice('hook-'.length)) - 1] ?? { ms: 0, ok: true };
        return reach(
          'run-hook',
          token,
          effect => effect.id === id,
          reached => reached.runHook(token, id, hook.ms, hook.ok),
        );
      },
      stopHook: (token, id) => asked('stop-hook', reached => reached.stopHook(token, id)),
    };
  }

  router(service: string, plan: DeployPlan): Router {
    const apply = (table: RouterTable): Promise<void> => {
      const reached = this.#world.routerOf(service);
      const act = () =>
        heard(reached.process, 'router', () => reached.apply(JSON.parse(JSON.stringify(table))));
      if (this.isClosing) return act();
      const is = (effect: Effect) => isOf(effect, table);
      return this.#acts({ plan, service, kind: 'set-split', token: table.token, is }, act);
    };
    return {
      apply: table => this.call('apply', () => apply(table), this.#world.scenario.applyMs),
      stats: () => this.call('stats', () => this.#world.routerOf(service).stats()),
      inFlight: group => this.call('in-flight', () => this.#world.routerOf(service).inFlight(group)),
    };
  }

  /** Does what changes the world, and judges it: on record before (5), and by nobody whose lease has gone (6). */
  async #acts<T>(done: Doing, act: () => Promise<T>): Promise<T> {
    const { plan, service, kind, token, is } = done;
    const { judge, store } = this.#world;
    // A supervisor is told of each new lease; a router learns of it with the first table of its holder.
    const isFenced =
      token < (kind === 'set-split' ? this.#world.tokenOf(service) : this.#world.announcedTo(service));
    if (
      !isFenced &&
      ![...(store.kept(plan.id)?.open.values() ?? [])].some(effect => effect.do === kind && is(effect))
    )
      judge.violated(5, `${kind} of deploy ${plan.id} is done and not on record`);
    const value = await act();
    if (isFenced)
      judge.violated(6, `${this.process.name} has done ${kind} with token ${token} after it was fenced`);
    return value;
  }

  async release(id: string): Promise<Release> {
    return {
      schemaVersion: 1,
      id,
      digest: id,
      version: id,
      service: '',
      run: {
        command: ['./serve'],
        environment: {},
        requiredVariables: [],
        optionalVariables: [],
        volumes: [],
        readyPath: '/ready',
        livePath: '/live',
        probeTimeoutMs: 1000,
        readyTimeoutMs,
        graceMs,
      },
    };
  }

  store(): {
    append: (...args: Parameters<World['store']['append']>) => Promise<void>;
    requests: World['store']['requests'];
    refuse: World['store']['refuse'];
  } {
    const { store } = this.#world;
    return {
      append: (...args) => this.call('append', () => store.append(...args), 2),
      requests: (deploy, after) => (this.process.runs ? store.requests(deploy, after) : []),
      refuse: (seq, token, reason) => store.refuse(seq, token, reason),
    };
  }

  async acquire(services: readonly string[]): Promise<Lease> {
    this.#lease = await this.call('acquire', () => this.#world.store.acquire(services, this.process), 1);
    return this.#lease;
  }

  /** Starts supervisor and router where they do not run, and makes the token known. */
  takeOver(service: string, token: number): Promise<void> {
    return this.call('announce', async () => {
      const supervisor = await this.#world.begin(service);
      await heard(supervisor.process, 'supervisor', () => supervisor.announce(token));
      this.#world.announced(service, token);
    });
  }

  /** What src/app/deliver/healing-call.ts does: a supervisor that has died is started again, and the call fails. */
  async #cared<T>(service: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!this.#world.supervisorIfThere(service)) await this.#heal(service).catch(() => undefined);
      throw error;
    }
  }

  async #heal(service: string): Promise<void> {
    const token = this.#lease?.token;
    if (token === undefined) return;
    const running = this.#healing.get(service);
    if (running) return running;
    const healing = this.takeOver(service, token).finally(() => this.#healing.delete(service));
    this.#healing.set(service, healing);
    return healing;
  }
}

interface Doing {
  readonly plan: DeployPlan;
  readonly service: string;
  readonly kind: Effect['do'];
  readonly token: number;
  /** Whether this effect orders it. */
  readonly is: (effect: Effect) => boolean;
}

/** A connection to a process that dies is reset. */
export function heard<T>(process: Process, name: string, act: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    process.onKill(() => reject(new Error(`the ${name} has gone`)));
    act().then(resolve, reject);
  });
}

const isOf = (effect: Effect, { split, mark }: RouterTable): boolean =>
  effect.do === 'set-split' &&
  JSON.stringify(effect.weights) === JSON.stringify(split) &&
  (mark === undefined ? effect.phase === 'quiet' : effect.phase === mark.phase);
