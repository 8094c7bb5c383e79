import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { frozenAt } from '../../src/deliver/release/freeze.ts';
import { Project, saying } from './delivery-rig.ts';
import { commandLines, ended } from './project.ts';

const secret = 'sesame-open-0815';

test('hooks run at their points with the variables of the service; what they say is repeated without secrets', async () => {
  const node = (script: string) => ['node', '-e', script];
  const note = (words: string) => node(`require('fs').appendFileSync(process.env.NOTES, '${words}\\n')`);
  const project = await Project.open({
    more: {
      variables: { TOKEN: { required: true, sensitive: true }, NOTES: { required: true } },
      hooks: {
        'pre-deploy': { at: 'pre-deploy', command: note('pre-deploy') },
        migration: {
          at: 'migration',
          command: node(
            "console.log('with', process.env.TOKEN); process.exit(process.env.DEVOPS_FLOW_VERSION === 'v3' ? 3 : 0)",
          ),
        },
        smoke: {
          at: 'smoke',
          command: node(
            "fetch(process.env.DEVOPS_FLOW_URL).then(async r => require('fs').appendFileSync(process.env.NOTES, await r.text() + '\\n'))",
          ),
        },
        'post-deploy': { at: 'post-deploy', command: note('post-deploy') },
      },
    },
    env: { TOKEN: secret, NOTES: '/tmp/delivery-notes-' + process.pid },
  });
  await project.first();
  project.write(saying('v2'));
  const { document } = await project.json('deploy', '.', '--as', 'v2');
  expect(document.deploy?.outcome).toBe('promoted');
  expect(document.deploy?.hooks.map(({ name, ok }) => `${name} ${ok}`)).toEqual([
    'shop-pre-deploy true',
    'shop-migration true',
    'shop-smoke true',
    'shop-post-deploy true',
  ]);
  expect(
    readFileSync('/tmp/delivery-notes-' + process.pid, 'utf8')
      .split('\n')
      .slice(-4),
  ).toEqual(['pre-deploy', 'v2', 'post-deploy', '']);
  expect(commandLines().filter(({ line }) => line.includes(secret))).toEqual([]);
  project.write('process.exit(1)');
  const { deploy } = (await project.json('deploy', '.', '--as', 'v3')).document;
  expect(deploy?.reason).toContain('hook shop-migration: exit code 3: with ***');
  const found = await ended(spawn('grep', ['-rl', secret, project.folder]));
  expect(found.stdout).toBe('');
});

test.each([
  [
    'fails',
    ['node', '-e', "console.log('3 rows left over'); process.exit(4)"],
    'exit code 4: 3 rows left over',
  ],
  ['is not done in time', ['node', '-e', 'setTimeout(() => {}, 60000)'], 'it was not done within 1 s'],
  ['does not exist', ['no-such-program'], 'no-such-program'],
])('a migration that %s ends the deploy before anything has changed', async (_, command, reason) => {
  const project = await Project.open();
  await project.first();
  project.document({ more: { hooks: { migration: { at: 'migration', command, timeoutSeconds: 1 } } } });
  project.write(saying('v2'));
  const { code, document } = await project.json('deploy', '.', '--as', 'v2');
  expect([code, document.deploy?.outcome]).toEqual([1, 'rolled-back']);
  expect(document.deploy?.reason).toContain('hook shop-migration: ');
  expect(document.deploy?.reason).toContain(reason);
  expect(await project.text()).toBe('v1');
});

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

test('in a freeze nothing new is rolled out, its end is named, and going back is allowed', async () => {
  const project = await Project.open();
  await project.first();
  project.write(saying('v2'));
  await project.json('deploy', '.', '--as', 'v2');
  const now = new Date();
  const day = (n: number) => days[(now.getUTCDay() + n + 7) % 7];
  const freeze = { from: `${day(-1)} 00:00`, to: `${day(2)} 00:00`, reason: 'nobody is here' };
  expect(
    frozenAt([{ from: `${day(-1)} 00:00`, to: `${day(2)} 00:00`, zone: 'UTC', reason: '' }], now.getTime()),
  ).toBeDefined();
  project.document({ local: { freezes: { weekend: freeze } } });
  project.write(saying('v3'));
  const { code, document } = await project.json('deploy', '.', '--as', 'v3');
  expect([code, document.problems[0]?.id]).toEqual([1, 'frozen']);
  expect(document.problems[0]?.message).toMatch(
    /^local is frozen until \d{4}-\d\d-\d\dT00:00:00.000Z: nobody is here$/,
  );
  expect((await project.json('rollback', '.')).code).toBe(0);
  expect(await project.text()).toBe('v1');
  const waiting = ended(project.start('deploy', '.', '--as', 'v3', '--when-open'));
  await project.until('frozen');
  expect((await project.run('abort', '.')).code).toBe(0);
  const { stderr } = await waiting;
  expect(stderr).toContain('then it goes on by itself');
  expect(await project.text()).toBe('v1');
});

test.each([
  ['within its bounds', 0.2, 'promoted'],
  ['beyond its bounds', 7, 'rolled-back'],
])('a query of Prometheus whose answer is %s decides: %d is %s', async (_, value, outcome) => {
  const prometheus = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    const result = [{ metric: {}, value: [Date.now() / 1000, String(value)] }];
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => prometheus.once('listening', resolve));
  const { port } = prometheus.address() as { port: number };
  const project = await Project.open({
    rollout: {
      queries: { 'lost-orders': { expression: 'sum(rate(orders_lost_total[1m]))', max: 1 } },
      prometheus: `http://127.0.0.1:${port}`,
    },
  });
  await project.first();
  project.load();
  project.write(saying('v2'));
  const { document } = await project.json('deploy', '.', '--as', 'v2');
  prometheus.close();
  expect(document.deploy?.outcome).toBe(outcome);
});
