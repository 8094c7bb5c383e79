import { Random } from '../../fuzz/random.ts';
import { Faults } from '../faults.ts';
import { Judge } from '../judge.ts';
import type { Scenario } from '../scenario.ts';
import { Machine } from './machine.ts';
import { ModelRouter } from './router.ts';
import { ModelStore } from './store.ts';
import { ModelSupervisor } from './supervisor.ts';
import { VirtualTime } from './time.ts';

/** Everything that a run is made of. */
export class World {
  readonly time = new VirtualTime();
  readonly startedAt = this.time.now;
  readonly judge: Judge;
  readonly faults: Faults;
  readonly machine: Machine;
  readonly store: ModelStore;
  readonly scenario: Scenario;
  readonly say: (text: () => string) => void = () => undefined;
  /** Highest token that a supervisor has been told of, by service: whoever has a lower one must change nothing. */
  readonly #announced = new Map<string, number>();
  readonly #supervisors = new Map<string, ModelSupervisor>();
  readonly #routers = new Map<string, ModelRouter>();

  /** `say` is told the story, line by line. */
  constructor(scenario: Scenario, say?: (line: string) => void) {
    this.scenario = scenario;
    if (say) this.say = text => say(`${String(this.time.now - this.startedAt).padStart(7)} ${text()}`);
    this.judge = new Judge(
      () => this.time.now - this.startedAt,
      violation => this.say(() => `VIOLATION ${violation.sentence}`),
    );
    this.faults = new Faults(scenario.faults, (kind, at) => this.say(() => `! ${kind} ${at}`));
    this.machine = new Machine(this.time, this.faults, this.judge, this.random('disk'));
    this.store = new ModelStore(this.time);
    this.machine.jumpedMs = scenario.secondsMs;
    this.machine.say = this.say;
    // Whatever failed stays away while nobody is there who would start it again.
    this.machine.isUncertain = service =>
      this.isUncertain(service) || (this.machine.hasFailed(service) && !this.supervisorIfThere(service));
  }

  /** Numbers for one purpose: what one part draws does not change what another one gets. */
  random(purpose: string): Random {
    let hash = this.scenario.seed;
    for (const letter of purpose) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x9e3779b1);
    return new Random(hash);
  }

  get services(): readonly string[] {
    return Array.from({ length: this.scenario.services }, (_, i) => `s${i + 1}`);
  }

  /** @throws when it does not run. */
  supervisorOf(service: string): ModelSupervisor {
    const found = this.#supervisors.get(service);
    if (!found?.process.alive) throw new Error('the supervisor does not run');
    return found;
  }

  /** @throws when it does not run. */
  routerOf(service: string): ModelRouter {
    const found = this.#routers.get(service);
    if (!found?.process.alive) throw new Error('the router does not run');
    return found;
  }

  supervisorIfThere(service: string): ModelSupervisor | undefined {
    const found = this.#supervisors.get(service);
    return found?.process.alive ? found : undefined;
  }

  routerIfThere(service: string): ModelRouter | undefined {
    const found = this.#routers.get(service);
    return found?.process.alive ? found : undefined;
  }

  /** Starts supervisor and router of a service where they do not run, as every command does first. */
  async begin(service: string): Promise<ModelSupervisor> {
    const running = this.#supervisors.get(service);
    if (running?.process.alive) {
      await this.startRouter(service);
      return running;
    }
    const supervisor = new ModelSupervisor(this.machine, service);
    this.#supervisors.set(service, supervisor);
    await supervisor.recover();
    await this.startRouter(service);
    return supervisor;
  }

  async startRouter(service: string): Promise<void> {
    if (this.#routers.get(service)?.process.alive) return;
    const router = new ModelRouter(this.machine, service, this.random(`router of ${service}`));
    this.#routers.set(service, router);
    await router.recover();
    // The supervisor starts it again, as long as it runs itself.
    router.process.onKill(() =>
      this.time.after(200, () => {
        if (this.#supervisors.get(service)?.process.alive) void this.startRouter(service);
      }),
    );
  }

  announced(service: string, token: number): void {
    this.#announced.set(service, Math.max(token, this.#announced.get(service) ?? 0));
  }

  /** The highest token that the supervisor of the service was told of. */
  announcedTo(service: string): number {
    return this.#announced.get(service) ?? 0;
  }

  /** Of the table that the router of the service has. */
  tokenOf(service: string): number {
    return this.routerIfThere(service)?.table?.token ?? 0;
  }

  /** Requests may be lost by design: nothing serves for certain, or `recreate` is (or was just) at work. */
  isUncertain(service: string): boolean {
    const own = this.store.deploys.filter(({ plan }) =>
      plan.members.some(member => member.service === service),
    );
    const last = own.at(-1);
    if (!last) return true;
    const { plan, record, endedAt = 0 } = last;
    const isRecreate = plan.strategy.name === 'recreate' && plan.kind === 'deploy';
    if (isRecreate && (!record || this.time.now - endedAt < holdMs)) return true;
    if (record) return last.serving[service] === undefined;
    return (
      plan.kind !== 'scale' && !plan.members.some(member => member.service === service && member.previous)
    );
  }
}

/** What has waited at the router through a recreate ends a while after it. */
const holdMs = 10_000;
