import type { Active } from '../../src/deliver/release/state.ts';
import type { Coverage } from './coverage.ts';
import { isWorldFault, type WorldFault } from './faults.ts';
import { good } from './generate.ts';
import type { Planned } from './scenario.ts';
import { Command, type CommandOptions } from './world/controller.ts';
import type { World } from './world/world.ts';

const bootstrap: Planned = {
  kind: 'deploy',
  strategy: { name: 'blue-green', asksBefore: false },
  replicas: 2,
  services: [0, 1, 2],
  behaviour: good,
  hooks: [],
  bakeMs: 0,
  rollbackWindowMs: 0,
  isBlind: false,
  answer: 'nothing',
};

/** People and machines around the deploys: runs commands, carries on what was cut off, and lets faults happen. */
export class Operator {
  readonly #world: World;
  readonly #coverage: Coverage;
  readonly #commands = new Map<Command, AbortController>();
  #ended: () => void = () => undefined;
  #number = 0;

  constructor(world: World, coverage: Coverage) {
    this.#world = world;
    this.#coverage = coverage;
  }

  /** What serves before anything goes wrong. */
  begin(): Promise<void> {
    return this.carry({ index: -1, what: bootstrap });
  }

  /** After everything, a version that nothing is wrong with. */
  finally(): Promise<void> {
    return this.carry({ index: this.#world.scenario.releases.length, what: bootstrap });
  }

  /** Sets the faults and the asks of the scenario off. */
  arm(): void {
    const { faults, asks } = this.#world.scenario;
    const { time } = this.#world;
    for (const fault of faults)
      if (isWorldFault(fault))
        time.after(fault.at, () => {
          if (!this.#world.faults.isOver) this.#happens(fault);
        });
    for (const { type, at, by } of asks) time.after(at, () => this.#ask(type, by));
  }

  /** Until the deploy of this command, or what it was cut off in, has come to its end. */
  async carry(planned?: CommandOptions['planned']): Promise<void> {
    const { time, machine, store, services } = this.#world;
    const random = this.#world.random(`operator ${planned?.index ?? 'recovers'}`);
    this.#start(planned);
    for (;;) {
      await Promise.race([this.#anyEnd(), time.sleep(2000)]);
      const active = [...this.#commands.keys()].filter(({ process }) => process.alive);
      const isOpen = services.some(service => store.unfinished(service));
      if (active.length === 0 && !isOpen && !machine.isDown) return;
      if (active.some(({ process }) => process.runs)) continue;
      await time.sleep(100 + random.below(1500));
      if (!machine.isDown && services.some(service => store.unfinished(service))) this.#start();
    }
  }

  #start(planned?: CommandOptions['planned']): void {
    this.#number += 1;
    const interrupt = new AbortController();
    const command: Command = new Command(
      {
        world: this.#world,
        coverage: this.#coverage,
        interrupt: interrupt.signal,
        watch: state => this.#watch(state),
        ...(planned ? { planned } : {}),
      },
      `command ${this.#number}`,
    );
    this.#commands.set(command, interrupt);
    command.process.onKill(() => {
      this.#commands.delete(command);
      this.#ended();
    });
    void command.run();
  }

  #anyEnd(): Promise<void> {
    return new Promise(resolve => {
      this.#ended = resolve;
    });
  }

  /** Whoever is asked answers, if at all, a little later. */
  #watch(state: Active): void {
    if (state.name !== 'awaiting') return;
    const answer = this.#world.scenario.releases[Number(state.plan.id.slice(1)) - 1]?.answer ?? 'nothing';
    if (answer === 'nothing') return;
    const type =
      answer === 'retried' && state.isUndecided && state.issued < 150
        ? answer
        : answer === 'retried'
          ? 'approved'
          : answer;
    this.#world.time.after(200, () => this.#ask(type, 'ben'));
  }

  #ask(kind: Planned['answer'], by: string): void {
    const { store, services, machine } = this.#world;
    for (const service of services)
      if (store.unfinished(service))
        return store.ask({ service, environment: 'sim' }, { kind, by, at: machine.wallClock() });
  }

  #happens({ kind, ms, which }: WorldFault): void {
    const { machine, faults, services } = this.#world;
    const service = services[which % services.length] ?? '';
    const running = [...this.#commands].filter(([{ process }]) => process.runs);
    const [command, interrupt] = running[which % Math.max(1, running.length)] ?? [];
    const instances = [...machine.instances].filter(({ state }) => state === 'ready');
    const instance = instances[which % Math.max(1, instances.length)];
    const acts: { readonly [Kind in WorldFault['kind']]: (() => void) | undefined } = {
      'controller-kill': command && (() => command.process.kill()),
      'controller-pause': command && (() => command.process.pause(ms)),
      'second-controller': () => this.#start(),
      interrupt: interrupt && (() => interrupt.abort()),
      'power-loss': () => machine.powerLoss(),
      'router-kill': () => this.#world.routerIfThere(service)?.process.kill(),
      'supervisor-kill': () => this.#world.supervisorIfThere(service)?.process.kill(),
      'instance-crash': instance && (() => machine.failed(instance)),
      'instance-hang': instance && (() => machine.hang(instance)),
      'clock-jump': () => {
        machine.jumpedMs += ms;
      },
    };
    const act = acts[kind];
    if (machine.isDown || !act) return;
    faults.count(kind, 'world');
    act();
  }
}
