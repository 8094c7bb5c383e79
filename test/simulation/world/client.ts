import type { Cause } from '../../../src/deliver/engine/table.ts';
import type { Random } from '../../fuzz/random.ts';
import type { Request } from './request.ts';
import type { World } from './world.ts';

/** What a client waits at most (DELIVERY: what counts as lost). */
const patienceMs = 5000;

/** Asks each service without a pause; each request that is lost is judged. */
export class Client {
  readonly #world: World;
  readonly #random: Random;
  #isOn = true;
  #pace = 1;
  requests = 0;

  constructor(world: World) {
    this.#world = world;
    this.#random = world.random('client');
    for (const service of world.services) this.#next(service);
  }

  /** Where nothing happens a few requests see as much as many. */
  calm(isCalm: boolean): void {
    this.#pace = isCalm ? 8 : 1;
  }

  stop(): void {
    this.#isOn = false;
  }

  #next(service: string): void {
    const { time, scenario } = this.#world;
    time.after(
      1 + this.#random.below(2 * scenario.everyMs * this.#pace),
      () => {
        if (!this.#isOn) return;
        this.#ask(service);
        this.#next(service);
      },
      false,
    );
  }

  #ask(service: string): void {
    const router = this.#world.routerIfThere(service);
    // Nobody listens: a fault took the router, or nothing has ever been deployed.
    if (!router) return;
    const random = this.#random;
    const share = () => random.below(1 << 20) / (1 << 20);
    this.requests += 1;
    let isOver = false;
    const wasUncertain = this.#world.isUncertain(service);
    const request: Request = {
      service,
      isPost: random.below(4) === 0,
      startedAt: this.#world.time.now,
      workMs: random.below(12) === 0 ? 500 + random.below(2500) : 5 + random.below(60),
      at: share(),
      fate: share(),
      touched: [],
      isCut: false,
      waited: false,
      ended: cause => {
        if (isOver) return;
        isOver = true;
        if (!wasUncertain) this.#judge(request, cause);
      },
    };
    router.take(request);
  }

  #judge(request: Request, cause: Cause | undefined): void {
    const tookMs = this.#world.time.now - request.startedAt;
    if (cause === 'version-5xx') return;
    if (cause === undefined && tookMs <= patienceMs) return;
    if (this.#isExcused(request)) return;
    const how = cause ?? `took ${tookMs} ms`;
    const met = request.touched.map(({ group }) => group).join(', ') || 'nobody';
    this.#world.judge.violated(
      1,
      `a ${request.isPost ? 'POST' : 'GET'} of ${request.service} is lost: ${how}, by ${met}`,
    );
  }

  /** By design: what a killed router or a failed instance had, recreate, and a service that had nothing before. */
  #isExcused({ service, isCut, touched }: Request): boolean {
    if (isCut || touched.some(({ isFaulted }) => isFaulted)) return true;
    return this.#world.machine.isExcused(service);
  }
}
