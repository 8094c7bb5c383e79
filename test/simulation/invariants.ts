import type { Kept } from './world/store.ts';
import type { World } from './world/world.ts';

/** What runs and who serves, without what grows with every command: token and generation. */
export function pictureOf(world: World): string {
  return JSON.stringify(
    world.services.map(service => {
      const table = world.routerIfThere(service)?.table;
      return {
        service,
        split: table?.split,
        // What is warm for a while may come to its end in between.
        backends: table?.backends
          .filter(({ release }) => release === servingOf(world, service))
          .flatMap(({ instances }) => instances.map(({ id, port }) => `${id} at ${port}`)),
        ended: world.store.history(service).length,
        instances: instancesOf(world, service)
          .filter(({ group, behaviour }) => group === servingOf(world, service) && behaviour.crashes === 0)
          .map(({ id, pid }) => `${id} (${pid})`),
      };
    }),
  );
}

const instancesOf = ({ machine }: World, service: string) =>
  [...machine.instances].filter(instance => instance.service === service);

const servingOf = ({ store }: World, service: string): string | undefined =>
  store.history(service)[0]?.serving[service];

/** Invariants 3, 4, 5 and 7 once everything has calmed down. */
export function checkEnd(world: World): void {
  const { judge, services, store } = world;
  for (const service of services) {
    checkOneServes(world, service);
    if (store.unfinished(service)) judge.violated(7, `a deploy of ${service} has not ended`);
  }
  for (const deploy of store.deploys) checkRecord(world, deploy);
  if (store.holders().length > 0) judge.violated(4, 'a lease is held by nobody');
}

function checkOneServes(world: World, service: string): void {
  const { judge } = world;
  const serving = servingOf(world, service);
  if (serving === undefined) return;
  const table = world.routerIfThere(service)?.table;
  const weighted = Object.entries(table?.split ?? {}).filter(([, weight]) => weight > 0);
  const groups = weighted.map(([group]) => group);
  if (groups.length !== 1 || groups[0] !== serving)
    judge.violated(
      3,
      `${serving} serves ${service} by the record, ${groups.join(' and ') || 'nobody'} by the router`,
    );
  const ready = instancesOf(world, service).filter(
    ({ group, state }) => group === serving && state === 'ready',
  );
  const isCrashing = world.machine.behaviourOf(serving).crashes > 0;
  if (ready.length === 0 && !isCrashing)
    judge.violated(3, `${serving} serves ${service} and has no instance`);
}

/** Each deploy has a way out with a reason, by its time. */
function checkRecord({ judge }: World, { plan, record, entries }: Kept): void {
  if (!record) return judge.violated(7, `deploy ${plan.id} has no record`);
  if (record.outcome !== 'promoted' && record.reason === '')
    judge.violated(7, `${plan.id} ended without a reason`);
  const alarms = entries.filter(({ event }) => event.type === 'overdue').length;
  if (alarms > 3) judge.violated(7, `${plan.id} was overdue ${alarms} times`);
  const ids = entries.flatMap(({ effects }) => effects.map(({ id }) => id));
  if (new Set(ids).size !== ids.length) judge.violated(5, `${plan.id} ordered the same effect twice`);
}

/** Invariant 7, the other half: what is good and nothing is wrong with is promoted. */
export function checkPromoted({ judge, store }: World, id: string): void {
  const record = store.kept(id)?.record;
  if (record?.outcome !== 'promoted')
    judge.violated(7, `${id} is good and is not promoted: ${record?.reason ?? 'it was never begun'}`);
}

/** Invariant 4: only what serves is left, as many as were asked for. */
export function checkNothingLeft(world: World): void {
  const { judge, store, machine, time } = world;
  for (const service of world.services) {
    const serving = servingOf(world, service);
    const wanted = store
      .history(service)[0]
      ?.plan.members.find(member => member.service === service)?.replicas;
    const own = instancesOf(world, service);
    const others = [...new Set(own.filter(({ group }) => group !== serving).map(({ group }) => group))];
    if (others.length > 0) judge.violated(4, `${others.join(', ')} of ${service} is left running`);
    const count = own.length - own.filter(({ group }) => group !== serving).length;
    if (serving !== undefined && count !== wanted)
      judge.violated(4, `${service} has ${count} instances of ${serving} and ought to have ${wanted}`);
  }
  for (const [id, { endsAt, stopped }] of machine.hooks)
    if (endsAt > time.now && !stopped) judge.violated(4, `hook ${id} still runs`);
}
