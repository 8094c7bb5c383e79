import type { InHand, RouterTable } from '../engine/table.ts';
import { type Caller, placeOf } from './assignment.ts';
import { Health } from './health.ts';
import { Instance } from './instance.ts';
import type { Ledger } from './ledger.ts';
import { leastBusy, pick, type Share, sharesOf } from './pick.ts';
import { type Seat, seatAt } from './seat.ts';
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

const nobody: ReadonlySet<Instance> = new Set();

/** The table in force and the instances behind it: gives each request its instance. */
export class Switchboard {
  readonly #options: SwitchboardOptions;
  readonly #ledger: Ledger;
  readonly #line: WaitingLine;
  readonly #health = new Health(() => this.#line.wake());
  /** Out of the table, with requests in hand when they left it. */
  #retired: Instance[] = [];
  #table: RouterTable | undefined;
  #instances: Instance[] = [];
  #shares: Share<Instance>[] = [];
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

  /** Durable and in force when it resolves; one table after the other. @throws Failure when it is refused. */
  apply(value: unknown): Promise<void> {
    const applied = this.#replace(value, this.#applying);
    this.#applying = applied.catch(() => undefined);
    return applied;
  }

  /** An instance for a request, with the request counted as in its hand; those in `tried` only if there is no other. */
  take(tried: ReadonlySet<Instance>, caller: Caller): Seat | undefined {
    const place = placeOf(caller, this.#table?.assignment);
    const choose = (left: ReadonlySet<Instance>) => pick(this.#shares, place.at, left, Math.random);
    const picked = choose(tried) ?? choose(nobody);
    return picked && seatAt(picked, place, this.#table ?? {});
  }

  /** As `take`, but waits for an instance while there is none. */
  async takeOrWait(
    tried: ReadonlySet<Instance>,
    caller: Caller,
    wait: Omit<Wait, 'take'>,
  ): Promise<Seat | WaitEnd> {
    const take = () => this.take(tried, caller);
    return take() ?? (this.#stopping ? 'stopping' : this.#line.join({ ...wait, take }));
  }

  /** A live instance of the release, whatever its weight, with nothing counted as in its hand. */
  anyOf(release: string): Instance | undefined {
    const own = this.#instances.filter(instance => instance.release === release);
    return leastBusy(own, nobody, Math.random);
  }

  eject(instance: Instance): void {
    this.#health.eject(instance);
  }

  /** Requests in hand by release, including those of instances that have left the table. */
  inFlight(): Record<string, InHand> {
    const counts = new Map<string, InHand>();
    for (const { release, inFlight, serving } of [...this.#instances, ...this.#retired]) {
      const { all, retired } = counts.get(release) ?? { all: 0, retired: 0 };
      counts.set(release, { all: all + inFlight, retired: retired + (serving ? 0 : inFlight) });
    }
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
    const known = new Map([...this.#retired, ...this.#instances].map(instance => [instance.key, instance]));
    const placed = new Map<string, Instance>();
    const groups = new Map<string, Instance[]>();
    const unready: Instance[] = [];
    for (const { release, readyPath, instances } of table.backends) {
      const group = groups.get(release) ?? [];
      groups.set(release, group);
      for (const endpoint of instances) {
        const made = new Instance(release, readyPath, endpoint, this.#options.headersTimeoutMs);
        if (placed.has(made.key)) continue;
        const kept = known.get(made.key) ?? made;
        if (kept === made && endpoint.ready === false) unready.push(made);
        known.delete(made.key);
        placed.set(made.key, kept);
        group.push(kept);
      }
    }
    this.#shares = sharesOf(groups, table.split);
    const serving = new Set(this.#shares.flatMap(share => share.candidates));
    this.#instances = [...placed.values()];
    for (const instance of this.#instances) instance.placed(serving.has(instance));
    for (const instance of unready) this.#health.eject(instance);
    for (const instance of known.values()) instance.retire();
    this.#retired = [...known.values()].filter(instance => instance.inFlight > 0);
    this.#table = table;
    this.#ledger.mark = table.mark;
    this.#line.wake();
  }
}
