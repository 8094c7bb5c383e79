import type { RouterTable } from '../engine/table.ts';
import { Health } from './health.ts';
import { Instance } from './instance.ts';
import type { Ledger } from './ledger.ts';
import { pick, weightOf } from './pick.ts';
import { assertNewer, parseTable } from './table.ts';
import { readTable, writeTable } from './table-file.ts';
import { type HoldLimits, type Wait, type WaitEnd, WaitingLine } from './waiting-line.ts';

export interface SwitchboardOptions {
  readonly service: string;
  readonly tableFile: string;
  readonly hold: HoldLimits;
  /** How long an instance may take until the head of its response. */
  readonly headersTimeoutMs: number;
}

/** The table in force and the instances behind it: gives each request its instance. */
export class Switchboard {
  readonly #options: SwitchboardOptions;
  readonly #ledger: Ledger;
  readonly #line: WaitingLine;
  readonly #health = new Health(() => this.#line.wake());
  readonly #retired = new Set<Instance>();
  #table: RouterTable | undefined;
  #instances: Instance[] = [];
  #applying: Promise<unknown> = Promise.resolve();
  #stopping = false;

  /** Begins with the table in the file. @throws Failure when it cannot be read. */
  constructor(options: SwitchboardOptions, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
    this.#line = new WaitingLine(options.hold);
    const table = readTable(options.tableFile);
    if (table) this.#use(table);
  }

  get table(): RouterTable | undefined {
    return this.#table;
  }

  get held(): number {
    return this.#line.length;
  }

  get instances(): readonly Instance[] {
    return this.#instances;
  }

  /** Durable and in force when it resolves; one table after the other. @throws Failure when it is refused. */
  apply(value: unknown): Promise<void> {
    const applied = this.#replace(value, this.#applying);
    this.#applying = applied.catch(() => undefined);
    return applied;
  }

  /** An instance for a request, with the request counted as in its hand; those in `tried` only if there is no other. */
  take(tried: ReadonlySet<Instance>): Instance | undefined {
    const split = this.#table?.split ?? {};
    const fresh = this.#instances.filter(instance => !tried.has(instance));
    const chosen = pick(fresh, split, Math.random) ?? pick(this.#instances, split, Math.random);
    chosen?.take();
    return chosen;
  }

  /** As `take`, but waits for an instance while there is none. */
  async takeOrWait(tried: ReadonlySet<Instance>, wait: Omit<Wait, 'take'>): Promise<Instance | WaitEnd> {
    const take = () => this.take(tried);
    return take() ?? (this.#stopping ? 'stopping' : this.#line.join({ ...wait, take }));
  }

  eject(instance: Instance): void {
    this.#health.eject(instance);
  }

  /** Requests in hand by release, including those of instances that have left the table. */
  inFlight(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { release, inFlight } of [...this.#instances, ...this.#retired])
      counts.set(release, (counts.get(release) ?? 0) + inFlight);
    return Object.fromEntries(counts);
  }

  /** Whoever waits is sent away; what is in hand goes on. */
  stop(): void {
    this.#stopping = true;
    this.#line.dismiss();
    this.#health.stop();
  }

  async #replace(value: unknown, earlier: Promise<unknown>): Promise<void> {
    const next = parseTable(value, 'the table');
    await earlier;
    assertNewer(this.#table, next, this.#options.service);
    await writeTable(this.#options.tableFile, next);
    this.#use(next);
  }

  #use(table: RouterTable): void {
    const known = new Map(this.#instances.map(instance => [instance.key, instance]));
    this.#instances = table.backends.flatMap(({ release, readyPath, instances }) =>
      instances.map(endpoint => {
        const made = new Instance(release, readyPath, endpoint, this.#options.headersTimeoutMs);
        const kept = known.get(made.key) ?? made;
        known.delete(made.key);
        kept.serving = weightOf(release, table.split) > 0;
        return kept;
      }),
    );
    for (const instance of known.values()) this.#retire(instance);
    for (const instance of this.#retired) if (instance.inFlight === 0) this.#retired.delete(instance);
    for (const instance of this.#instances) instance.closeIdle();
    this.#table = table;
    this.#ledger.mark = table.mark;
    this.#line.wake();
  }

  #retire(instance: Instance): void {
    instance.retired = true;
    instance.closeIdle();
    if (instance.inFlight > 0) this.#retired.add(instance);
  }
}
