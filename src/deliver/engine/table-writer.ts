import type { Phase } from '../release/state.ts';
import type { Router, Target } from './ports.ts';
import { type Backend, tableVersion } from './table.ts';

export interface TableFacts {
  readonly token: number;
  readonly service: string;
  readonly deploy: string;
  /** Releases that stay in the table even without traffic, so that requests in hand are theirs to the end. */
  readonly releases: readonly TableRelease[];
}

export interface TableRelease {
  readonly id: string;
  readonly readyPath: string;
  /** Only this many of its instances are in the table. */
  readonly replicas: number;
}

/** Writes router tables under one lease: the generation grows with each, so an older one can never win. */
export class TableWriter {
  #generation = 0;
  #last: Promise<void> = Promise.resolve();
  readonly #facts: TableFacts;
  readonly #target: Pick<Target, 'observe'>;
  readonly #router: Pick<Router, 'apply'>;

  constructor(facts: TableFacts, target: Pick<Target, 'observe'>, router: Pick<Router, 'apply'>) {
    this.#facts = facts;
    this.#target = target;
    this.#router = router;
  }

  /**
   * Gives traffic by `split` to the instances that run now. One write after the other, so that what was decided later
   * is applied later; a write that is no longer wanted when its turn comes is not made.
   * Throws when a release with weight has no ready instance.
   */
  write(
    split: Readonly<Record<string, number>>,
    phase: Phase | 'quiet',
    signal?: AbortSignal,
  ): Promise<void> {
    const turn = this.#last.then(async () => {
      signal?.throwIfAborted();
      await this.#write(split, phase);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write(split: Readonly<Record<string, number>>, phase: Phase | 'quiet'): Promise<void> {
    const { token, service, deploy, releases } = this.#facts;
    const instances = await this.#target.observe();
    const backends = releases.map(({ id, readyPath, replicas }): Backend => {
      const own = instances.filter(instance => instance.release === id).slice(0, replicas);
      if ((split[id] ?? 0) > 0 && !own.some(instance => instance.ready)) {
        throw new Error(`release ${id} has no ready instance`);
      }
      return {
        release: id,
        readyPath,
        instances: own.map(({ id: instance, host, port }) => ({ id: instance, host, port })),
      };
    });
    this.#generation += 1;
    await this.#router.apply({
      schemaVersion: tableVersion,
      token,
      generation: this.#generation,
      service,
      backends: backends.filter(backend => backend.instances.length > 0),
      split,
      ...(phase === 'quiet' ? {} : { mark: { deploy, phase } }),
    });
  }
}
