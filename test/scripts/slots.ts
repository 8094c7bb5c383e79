/** Where two copies stand side by side: new versions, bad ones, switches and interruptions, under load. */
import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { imageOf, type Version } from '../docker/versions.ts';
import { patient } from '../suite/patience.ts';
import type { Tally } from '../suite/tally.ts';
import { unlike, without } from './faults.ts';
import { judged, type OrdersProject } from './project.ts';

export interface Place {
  readonly project: OrdersProject;
  readonly environment: string;
  /** What an interrupted script says of what serves. */
  readonly called: string;
  /** Why there is nothing to go back to once a bad version was taken away. */
  readonly nothingBefore: string;
  readonly url: () => Promise<string>;
  readonly serving: () => Promise<{ readonly slot: string; readonly image: string }>;
}

/** Runs scripts in a place; the option --image is said by its version. */
export class Slots {
  readonly #place: Place;
  readonly #tally: Tally;

  constructor(place: Place, tally: Tally) {
    this.#place = place;
    this.#tally = tally;
  }

  run(name: string, status: number, words: string, ...args: readonly string[]): Promise<void> {
    const { project, environment } = this.#place;
    return judged(project, this.#tally, [name, '--env', environment, ...args], { status, words: [words] });
  }

  deploy(version: Version, status: number, words: string, ...args: readonly string[]): Promise<void> {
    return this.run('deploy', status, words, '--image', imageOf(version), ...args);
  }

  async serves(sentence: string, wanted: string, version: Version): Promise<void> {
    const { slot, image } = await this.#place.serving();
    this.#tally.faultless(sentence, [
      ...unlike('the slot', slot, wanted),
      ...unlike('the image', image, imageOf(version)),
    ]);
  }

  async underLoad(work: () => Promise<void>): Promise<void> {
    const url = await this.#place.url();
    const workload = ordersWorkload();
    const load = startLoad({ url, requestsPerSecond: 60, connections: 8, workload, ...patient });
    await work();
    const { started, lost, ownErrors, losses } = await load.stop();
    this.#tally.faultless(
      `0 of ${started} requests fail meanwhile`,
      lost + ownErrors === 0
        ? []
        : [
            `${lost} lost, ${ownErrors} answered with 5xx`,
            ...losses.map(({ atMs, cause, path }) => `${atMs} ms: ${path}: ${cause}`),
          ],
    );
  }

  /** Each script twice; the first version has nothing to stand beside. */
  async begin(): Promise<void> {
    for (const _ of ['first', 'second']) await this.run('install', 0, '');
    for (const _ of ['first', 'second']) await this.deploy('v1', 0, 'deployed');
    await this.run('smoke-tests', 0, 'the smoke tests pass');
    await this.serves('the first version serves', 'blue', 'v1');
  }

  async replace(): Promise<void> {
    await this.deploy('v2', 0, 'stays warm');
    await this.serves('green serves the second version', 'green', 'v2');
    await this.deploy('bad', 1, 'as before');
    await this.run('rollback', 1, this.#place.nothingBefore);
    // Healthy, and fails orders of guests: only the smoke tests see it.
    await this.deploy('v3', 1, 'the smoke tests fail');
    await this.serves('neither bad version gets a request', 'green', 'v2');
    await this.deploy('v1', 0, 'serves nobody', '--no-switch');
    await this.run('switch-traffic', 0, 'stays warm');
    await this.run('switch-traffic', 0, 'serves already', '--to', 'blue');
    for (const words of ['rolled back', 'rolled back already']) await this.run('rollback', 0, words);
    await this.serves('twice back is once back', 'green', 'v2');
  }

  /** The next run ends what an interrupted one began. */
  async interrupt(): Promise<void> {
    const { project, environment, called, serving } = this.#place;
    for (const [i, afterMs] of [900, 2500, 4500, 7000].entries()) {
      const image = imageOf(i % 2 === 0 ? 'v1' : 'v2');
      const args = ['--env', environment, '--image', image];
      const first = await project.script('deploy', args, { afterMs, signal: 'SIGTERM' });
      const next = await project.script('deploy', args);
      this.#tally.faultless(`deploy.sh cut after ${afterMs} ms is ended by the next one`, [
        ...(first.status === 0 ? [] : unlike('the first exit code', first.status, 1)),
        ...(first.status === 0 ? [] : without(first.said, 'interrupted;', `serves in ${called}`)),
        ...unlike('the exit code', next.status, 0),
        ...unlike('the image', (await serving()).image, image),
        ...(next.status === 0 ? [] : [next.said.slice(-1500)]),
      ]);
    }
  }

  async end(): Promise<void> {
    for (const _ of ['first', 'second']) await this.run('cleanup', 0, 'clean');
  }
}
