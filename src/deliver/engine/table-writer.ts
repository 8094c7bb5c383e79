import type { Assignment } from '../release/plan.ts';
import type { Phase, Table } from '../release/state.ts';
import type { Instance, Router, Target } from './ports.ts';
import { type Backend, tableVersion } from './table.ts';

export interface TableFacts {
  readonly token: number;
  /** Counts up for as long as the token is held, whichever deploys it is held for. */
  readonly nextGeneration: () => number;
  readonly service: string;
  readonly deploy: string;
  /** Groups that stay in the table even without traffic, so that requests in hand are theirs to the end. */
  readonly groups: readonly TableGroup[];
  readonly assignment?: Assignment;
  /** Flags that are on for everybody, by the groups' weights. */
  readonly flags?: (weights: Table['weights']) => readonly string[];
}

export interface TableGroup {
  readonly group: string;
  readonly readyPath: string;
  /** Only this many of its instances get traffic: more may be left of an earlier time, to be stopped. */
  readonly replicas: number;
}

/** Writes router tables under one lease: the generation grows with each, so an older one can never win. */
export class TableWriter {
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
   * Gives traffic by `table` to the instances that run now. One write after the other, so that what was decided later
   * is applied later; a write that is no longer wanted when its turn comes is not made.
   * Throws when a group with weight has no ready instance.
   */
  write(table: Table, phase: Phase | 'quiet', signal?: AbortSignal): Promise<void> {
    const turn = this.#last.then(async () => {
      signal?.throwIfAborted();
      await this.#write(table, phase);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #write({ weights, counts, mirror, flag }: Table, phase: Phase | 'quiet'): Promise<void> {
    const { token, service, deploy, assignment } = this.#facts;
    const flags = this.#facts.flags?.(weights) ?? [];
    const backends = this.#backends(await this.#target.observe(), counts ?? {});
    for (const [group, weight] of Object.entries(weights)) {
      const own = backends.find(({ release }) => release === group)?.instances ?? [];
      if (weight > 0 && !own.some(({ ready }) => ready))
        throw new Error(`release ${group} has no ready instance`);
    }
    await this.#router.apply({
      schemaVersion: tableVersion,
      token,
      generation: this.#facts.nextGeneration(),
      service,
      backends: backends.filter(({ instances }) => instances.length > 0).map(backendOf),
      split: weights,
      ...(assignment ? { assignment } : {}),
      ...(flags.length > 0 ? { flags } : {}),
      ...(mirror ? { mirror: { release: mirror.group, percent: mirror.percent } } : {}),
      ...(flag ? { flag: { name: flag.name, release: flag.group, percent: flag.percent } } : {}),
      ...(phase === 'quiet' ? {} : { mark: { deploy, phase } }),
    });
  }

  #backends(instances: readonly Instance[], counts: Readonly<Record<string, number>>) {
    return this.#facts.groups.map(({ group, readyPath, replicas }) => ({
      release: group,
      readyPath,
      instances: instances.filter(instance => instance.group === group).slice(0, counts[group] ?? replicas),
    }));
  }
}

const backendOf = ({
  release,
  readyPath,
  instances,
}: {
  release: string;
  readyPath: string;
  instances: readonly Instance[];
}): Backend => ({
  release,
  readyPath,
  instances: instances.map(({ id, host, port, ready }) => ({
    id,
    host,
    port,
    ...(ready ? {} : { ready }),
  })),
});
