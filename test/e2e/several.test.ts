import { expect, test } from 'vitest';
import { lostNothing, Project, rotten, saying } from './delivery-rig.ts';

const services = ['api', 'web'] as const;
const open = () => Project.open({ services, rollout: { bakeSeconds: 1.5 } });
const texts = async (project: Project) => [await project.text(0), await project.text(1)];

async function both(): Promise<Project> {
  const project = await open();
  await project.first(saying('v1'), services);
  return project;
}

test('two services are one release: promoted together, and rolled back together', async () => {
  const project = await both();
  const loads = [project.load(0, 80), project.load(1, 80)];
  for (const service of services) project.write(saying(`${service} v2`), service);
  const { document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'rolling');
  expect(document.deploy).toMatchObject({
    outcome: 'promoted',
    members: [
      { service: 'api', version: 'v2' },
      { service: 'web', version: 'v2' },
    ],
  });
  expect(await texts(project)).toEqual(['api v2', 'web v2']);
  expect((await project.json('rollback', '.')).code).toBe(0);
  expect(await texts(project)).toEqual(['v1', 'v1']);
  const one = await project.json('rollback', '.', '--name', 'web', '--to', 'v2');
  expect([one.code, await texts(project)]).toEqual([0, ['v1', 'web v2']]);
  expect((await project.json('rollback', '.')).document.problems[0]?.id).toBe('service-open');
  for (const load of loads) expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('one bad service takes both back', async () => {
  const project = await both();
  const loads = [project.load(0, 120), project.load(1, 120)];
  project.write(saying('api v2'), 'api');
  project.write(rotten, 'web');
  const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'blue-green');
  expect([code, document.deploy?.outcome]).toEqual([1, 'rolled-back']);
  expect(document.deploy?.reason).toMatch(/^web: \d+ of \d+ requests answered 5xx/);
  expect(await texts(project)).toEqual(['v1', 'v1']);
  for (const load of loads) await lostNothing(load);
});

test('--name deploys one of them, whose name is known; status shows both, down ends both', async () => {
  const project = await both();
  project.write(saying('web v2'), 'web');
  const { document } = await project.json('deploy', '.', '--as', 'v2', '--name', 'web');
  expect(document.deploy?.members).toMatchObject([{ service: 'web' }]);
  expect(await texts(project)).toEqual(['v1', 'web v2']);
  const { services: seen } = await project.status();
  expect(seen.map(({ service, version }) => `${service} ${version}`).sort()).toEqual(['api v1', 'web v2']);
  const unknown = await project.json('deploy', '.', '--name', 'wbe');
  expect(unknown.document.problems[0]).toMatchObject({ id: 'service-unknown', fix: 'did you mean "web"?' });
});
