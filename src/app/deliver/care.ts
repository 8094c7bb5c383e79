import type { Machine } from '../../deliver/machine/machine.ts';
import { oversight } from '../../deliver/targets/process/oversight.ts';
import type { Self } from './daemons.ts';
import type { Place } from './place.ts';
import { takeOver } from './take-over.ts';

/**
 * The supervisors see to it that a deploy is carried on with when this command is gone: they start `recover` then. The
 * same command writes the table anew when an instance had to move to another port.
 */
export class Care {
  readonly #machine: Machine;
  readonly #places: readonly Place[];
  readonly #self: Self;
  readonly #token: number;
  readonly #healing = new Map<Place, Promise<void>>();
  #isHandedOver = false;

  constructor(machine: Machine, places: readonly Place[], self: Self, token: number) {
    this.#machine = machine;
    this.#places = places;
    this.#self = self;
    this.#token = token;
  }

  async begin(): Promise<void> {
    for (const place of this.#places) await this.#instruct(place);
  }

  /** Starts a supervisor again that has died while this command needs it; once, however many ask. */
  heal(place: Place): Promise<void> {
    const running = this.#healing.get(place);
    if (running) return running;
    const healing = takeOver(place, this.#self, this.#token)
      .then(() => this.#instruct(place))
      .finally(() => this.#healing.delete(place));
    this.#healing.set(place, healing);
    return healing;
  }

  /** Somebody else carries on at once, when this command has ended. */
  async handOver(): Promise<void> {
    this.#isHandedOver = true;
    const [first] = this.#places;
    if (first)
      await oversight(this.#machine, first.supervisorSocket).continueDetached(
        this.#token,
        this.#recover(first),
      );
  }

  /** There is nothing left to carry on with. A supervisor that has gone, or listens to somebody else now, watches nobody. */
  async end(): Promise<void> {
    if (this.#isHandedOver) return;
    for (const { supervisorSocket } of this.#places)
      await oversight(this.#machine, supervisorSocket)
        .unwatch(this.#token)
        .catch(() => undefined);
  }

  async #instruct(place: Place): Promise<void> {
    const supervisor = oversight(this.#machine, place.supervisorSocket);
    await supervisor.onMove(this.#token, this.#recover(place));
    await supervisor.watch(this.#token, this.#recover(place));
  }

  #recover({ project, environment, service }: Place) {
    return {
      argv: [...this.#self, 'recover', project, '--env', environment, '--name', service],
      folder: project,
    };
  }
}
