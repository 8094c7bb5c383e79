import { Coverage } from './coverage.ts';
import { checkEnd, checkNothingLeft, checkPromoted, pictureOf } from './invariants.ts';
import type { Violation } from './judge.ts';
import { Operator } from './operator.ts';
import type { Scenario } from './scenario.ts';
import { Client } from './world/client.ts';
import { World } from './world/world.ts';

export interface Result {
  readonly violations: readonly Violation[];
  readonly coverage: Coverage;
}

/** Everything must have come to its end by then, whatever happened. */
const limitMs = 1_800_000;

/** Runs a scenario to its end in virtual time, with the machine and the engine as they are, and judges it. */
export async function simulate(scenario: Scenario, say?: (line: string) => void): Promise<Result> {
  const world = new World(scenario, say);
  const coverage = new Coverage();
  const client = { requests: 0 };
  let isOver = false;
  const story = tell(world, coverage, client)
    .catch(error => world.judge.violated(7, `the run broke: ${String((error as Error).stack)}`))
    .finally(() => {
      isOver = true;
    });
  await world.time.run(() => isOver || world.time.now - world.startedAt > limitMs);
  if (isOver) await story;
  else world.judge.violated(7, `not everything has ended: ${openOf(world)}`);
  coverage.requests = client.requests;
  coverage.happened(world.faults.happened);
  return { violations: world.judge.violations, coverage };
}

const openOf = ({ services, store }: World): string =>
  services.map(service => `${service}: ${store.unfinished(service)?.id ?? 'nothing'} runs`).join(', ');

async function tell(world: World, coverage: Coverage, counts: { requests: number }): Promise<void> {
  const { scenario, faults, time } = world;
  const operator = new Operator(world, coverage);
  if (!scenario.startsEmpty) await operator.begin();
  const client = new Client(world);
  faults.isArmed = true;
  operator.arm();
  for (const [index, what] of scenario.releases.entries()) await operator.carry({ index, what });
  faults.isOver = true;
  // Whatever a fault took comes back: processes that are stopped go on, instances are started again.
  client.calm(true);
  await time.sleep(6000);
  await operator.carry();
  await time.sleep(6000);
  // Once more, now that all instances are there: the table may have been written while some were away.
  await operator.carry();
  checkEnd(world);
  const picture = pictureOf(world);
  await operator.carry();
  if (pictureOf(world) !== picture)
    world.judge.violated(3, `a second recovery changed what runs: ${picture} became ${pictureOf(world)}`);
  client.calm(false);
  await operator.finally();
  checkPromoted(world, `d${scenario.releases.length + 1}`);
  client.stop();
  await time.sleep(20_000);
  checkNothingLeft(world);
  counts.requests = client.requests;
}
