import { saveDurably } from '../../../src/deliver/durable/save-durably.ts';
import type { Backend, Cause, RouterStats, RouterTable } from '../../../src/deliver/engine/table.ts';
import { Ledger } from '../../../src/deliver/router/ledger.ts';
import { pick, type Share, sharesOf } from '../../../src/deliver/router/pick.ts';
import { assertNewer, parseTable } from '../../../src/deliver/router/table.ts';
import type { Random } from '../../fuzz/random.ts';
import type { InHand, ModelInstance } from './instance.ts';
import type { Machine } from './machine.ts';
import { Process } from './process.ts';
import type { Request } from './request.ts';

interface Seat {
  readonly key: string;
  readonly release: string;
  readonly id: string;
  readonly port: number;
  live: boolean;
  inFlight: number;
  serving: boolean;
}

const holdMs = 10_000;
const probeEveryMs = 250;
const upstreamTimeoutMs = 4000;

/** What src/deliver/router does, by its own rules for tables, shares and counts, with model requests. */
export class ModelRouter {
  readonly process: Process;
  readonly #machine: Machine;
  readonly #service: string;
  readonly #random: Random;
  readonly #disk: ReturnType<Machine['diskOf']>;
  readonly #ledger = new Ledger();
  #table: RouterTable | undefined;
  #seats: Seat[] = [];
  #retired: Seat[] = [];
  #shares: Share<Seat>[] = [];
  readonly #inHand = new Map<Request, () => void>();
  #line: { readonly request: Request; readonly cancel: () => void }[] = [];
  #applying: Promise<unknown> = Promise.resolve();

  constructor(machine: Machine, service: string, random: Random) {
    this.#machine = machine;
    this.#service = service;
    this.#random = random;
    this.process = machine.add(new Process(`router of ${service}`, machine.time));
    this.#disk = machine.diskOf(this.process);
    this.process.onKill(() => {
      for (const { cancel } of this.#line) cancel();
      const held = this.#line.map(({ request }) => request);
      for (const request of [...this.#inHand.keys(), ...held]) {
        this.#inHand.get(request)?.();
        request.isCut = true;
        request.ended('reset-mid-response');
      }
    });
  }

  get #file(): string {
    return `/state/${this.#service}/router.json`;
  }

  get table(): RouterTable | undefined {
    return this.#table;
  }

  /** Begins with the table in its file. */
  async recover(): Promise<void> {
    const text = await this.#machine.disk.read(this.#file);
    if (text !== undefined) this.#use(parseTable(JSON.parse(text), this.#file));
  }

  apply(value: unknown): Promise<void> {
    const applied = this.#replace(value, this.#applying);
    this.#applying = applied.catch(() => undefined);
    return applied;
  }

  stats(): RouterStats {
    return {
      schemaVersion: 2,
      pid: 1,
      startedAt: 0,
      token: this.#table?.token ?? 0,
      generation: this.#table?.generation ?? 0,
      tallies: this.#ledger.snapshot(),
      inFlight: {},
      held: this.#line.length,
    };
  }

  inFlight(release: string): { readonly all: number; readonly retired: number } {
    let [all, retired] = [0, 0];
    for (const seat of [...this.#seats, ...this.#retired]) {
      if (seat.release !== release) continue;
      all += seat.inFlight;
      if (!seat.serving) retired += seat.inFlight;
    }
    return { all, retired };
  }

  take(request: Request): void {
    this.#attempt(request, new Set());
  }

  #attempt(request: Request, tried: ReadonlySet<Seat>): void {
    const choose = (left: ReadonlySet<Seat>) => pick(this.#shares, request.at, left, this.#chance);
    const picked = choose(tried) ?? (tried.size > 0 ? choose(new Set()) : undefined);
    if (picked) this.#send(request, picked.candidate, picked.within, tried);
    else this.#hold(request);
  }

  readonly #chance = (): number => this.#random.below(1 << 20) / (1 << 20);

  #hold(request: Request): void {
    request.waited = true;
    const cancel = this.#machine.time.after(
      Math.max(0, holdMs - (this.#machine.time.now - request.startedAt)),
      () => {
        this.#line = this.#line.filter(other => other.request !== request);
        this.#ended(request, '', 'hold-timeout');
      },
      false,
    );
    this.#line.push({ request, cancel });
  }

  #wake(): void {
    const line = this.#line;
    this.#line = [];
    for (const { request, cancel } of line) {
      cancel();
      this.#attempt(request, new Set());
    }
  }

  #send(request: Request, seat: Seat, within: number, tried: ReadonlySet<Seat>): void {
    const machine = this.#machine;
    const instance = machine.listening(this.#service, seat.port);
    if (instance) request.touched.push(instance);
    if (instance?.state !== 'ready' && !machine.isExcused(this.#service)) {
      const found = instance ? `${instance.group} that is ${instance.state}` : 'nobody';
      machine.judge.violated(2, `traffic for ${seat.release} goes to ${found} at ${seat.id}`);
    }
    if (instance?.behaviour.smoke === 'fails' || instance?.behaviour.start === 'flaps')
      machine.judge.violated(2, `traffic goes to ${instance.group}, which has not passed its smoke tests`);
    if (!instance || instance.state !== 'ready') return this.#again(request, seat, tried, 'connect-failed');
    this.#serve(request, seat, within, instance, tried);
  }

  #serve(
    request: Request,
    seat: Seat,
    within: number,
    instance: ModelInstance,
    tried: ReadonlySet<Seat>,
  ): void {
    const { time } = this.#machine;
    const flag = this.#table?.flag;
    const isFlagged = flag?.release === seat.release && within < flag.percent / 100;
    const group = isFlagged ? `${seat.release}+${flag.name}` : seat.release;
    const { errors, flagErrors, crashes } = instance.behaviour;
    seat.inFlight += 1;
    const leave = () => {
      cancel();
      instance.inHand.delete(hand);
      this.#inHand.delete(request);
      seat.inFlight -= 1;
      if (instance.state === 'stopping' && instance.inHand.size === 0)
        time.after(0, () => this.#machine.end(instance));
    };
    const hand: InHand = {
      lost: () => {
        leave();
        if (request.isPost || tried.size > 0) this.#ended(request, group, 'reset-before-response');
        else this.#again(request, seat, tried, 'reset-before-response');
      },
    };
    let cancel = time.after(
      request.workMs,
      () => {
        if (instance.isHung) {
          cancel = time.after(
            upstreamTimeoutMs,
            () => {
              leave();
              this.#ended(request, group, 'upstream-timeout');
            },
            false,
          );
          return;
        }
        leave();
        if (request.fate < crashes) {
          instance.isFaulted = true;
          time.after(0, () => this.#machine.failed(instance));
          this.#ended(request, group, 'reset-before-response');
          return;
        }
        const share = errors + (isFlagged ? flagErrors : 0);
        this.#ended(request, group, request.fate < share ? 'version-5xx' : undefined);
      },
      false,
    );
    instance.inHand.add(hand);
    this.#inHand.set(request, leave);
  }

  #again(request: Request, seat: Seat, tried: ReadonlySet<Seat>, cause: Cause): void {
    this.#eject(seat);
    if (tried.size > 0) return this.#ended(request, seat.release, cause);
    this.#ledger.retried(seat.release);
    this.#attempt(request, new Set([...tried, seat]));
  }

  #eject(seat: Seat): void {
    if (!seat.live) return;
    seat.live = false;
    const probe = () => {
      if (seat.live || !this.process.alive) return;
      if (this.#machine.listening(this.#service, seat.port)?.state === 'ready') {
        seat.live = true;
        this.#wake();
      } else if (this.#seats.includes(seat)) this.#machine.time.after(probeEveryMs, probe, false);
    };
    this.#machine.time.after(probeEveryMs, probe, false);
  }

  #ended(request: Request, group: string, cause: Cause | undefined): void {
    const latency = this.#machine.time.now - request.startedAt;
    this.#ledger.ended(group, latency, cause);
    const mirror = this.#table?.mirror;
    if (mirror && !request.isPost && request.fate * 100 < mirror.percent) {
      const { errors } = this.#machine.behaviourOf(mirror.release);
      this.#ledger.ended(
        `${mirror.release}~mirror`,
        latency,
        request.at < errors ? 'version-5xx' : undefined,
      );
    }
    request.ended(cause);
  }

  async #replace(value: unknown, earlier: Promise<unknown>): Promise<void> {
    const next = parseTable(value, 'the table');
    await earlier;
    assertNewer(this.#table, next, this.#service);
    await this.process.hears(saveDurably(this.#disk, this.#file, JSON.stringify(next)));
    this.#use(next);
  }

  #use(table: RouterTable): void {
    const known = new Map([...this.#retired, ...this.#seats].map(seat => [seat.key, seat]));
    const groups = new Map<string, Seat[]>();
    const seats: Seat[] = [];
    const fresh: Seat[] = [];
    for (const { release, instances } of table.backends) {
      const group: Seat[] = [];
      for (const { id, port, ready } of instances) {
        const key = `${release} ${id} ${port}`;
        const seat = known.get(key) ?? seatOf(key, release, id, port);
        if (ready === false && !known.has(key)) fresh.push(seat);
        if (this.#retired.includes(seat)) seat.live = true;
        known.delete(key);
        group.push(seat);
        seats.push(seat);
      }
      groups.set(release, group);
    }
    this.#shares = sharesOf(groups, table.split);
    const serving = new Set(this.#shares.flatMap(share => share.candidates));
    for (const seat of seats) seat.serving = serving.has(seat);
    for (const seat of known.values()) seat.serving = false;
    this.#seats = seats;
    this.#retired = [...known.values()].filter(({ inFlight }) => inFlight > 0);
    this.#table = table;
    this.#ledger.mark = table.mark;
    for (const seat of fresh) this.#eject(seat);
    this.#wake();
  }
}

const seatOf = (key: string, release: Backend['release'], id: string, port: number): Seat => ({
  key,
  release,
  id,
  port,
  live: true,
  inFlight: 0,
  serving: false,
});
