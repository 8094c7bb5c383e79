import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Folder } from './command-line.ts';

const bundle = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));

/** The example with its generated scripts, and the command line under the name that they look for. */
function orders() {
  const folder = new Folder();
  folder.copyExample('orders', '.');
  folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'ports_exposed: [8080]', 'ports_exposed: [28290]');
  folder.edit('docs/07_REQ/REQ-01_orders_delivery.md', '4 seconds', '1 second');
  folder.write('devops-flow', `#!/bin/sh\nexec '${process.execPath}' '${bundle}' "$@"\n`);
  chmodSync(join(folder.path, 'devops-flow'), 0o755);
  expect(folder.run('generate', '.', '--output', '.').status).toBe(0);
  onTestFinished(() => void folder.run('down', '.'));
  const env = { ...process.env, DEVOPS_FLOW: join(folder.path, 'devops-flow') };
  const script = (name: string) => {
    const file = join(folder.path, 'scripts', `${name}.sh`);
    const { status, stderr } = spawnSync(file, ['--env', 'local'], { encoding: 'utf8', env });
    return { status, stderr };
  };
  // A connection of its own each time: the last one may have belonged to a service that is gone.
  const serves = () =>
    new Promise((resolve, reject) => {
      const options = { agent: false, headers: { connection: 'close' } };
      get('http://127.0.0.1:28290/orders?limit=1', options, answer => resolve(answer.resume().statusCode)).on(
        'error',
        reject,
      );
    });
  return { folder, script, serves };
}

test('the six scripts set up, install, deploy, check, replace, roll back and clean up on this machine', async () => {
  const { folder, script, serves } = orders();
  expect(script('health-check')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nothing runs here'),
  });
  for (const name of ['setup', 'install', 'deploy', 'health-check', 'deploy']) {
    expect({ name, ...script(name) }).toMatchObject({ name, status: 0 });
  }
  // Only the second version lists orders.
  expect(await serves()).toBe(405);
  folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'source: "v1"', 'source: "v2"');
  expect(script('deploy')).toMatchObject({ status: 0, stderr: expect.stringContaining('deployed') });
  expect(await serves()).toBe(200);
  expect(script('rollback')).toMatchObject({ status: 0, stderr: expect.stringContaining('rolled back') });
  expect(await serves()).toBe(405);
  expect(script('cleanup')).toMatchObject({ status: 0 });
  const logs = readdirSync(join(folder.path, 'logs')).filter(name => name.endsWith('.log'));
  const text = logs.map(name => readFileSync(join(folder.path, 'logs', name), 'utf8')).join('');
  expect(text).toContain('deploy.sh deployed');
  expect(text).toContain('rollback.sh rolled back');
});

test('a version that does not start fails the script, and the one before serves on', async () => {
  const { folder, script, serves } = orders();
  expect(script('deploy').status).toBe(0);
  folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'source: "v1"', 'source: "v2"');
  folder.write('v2/server.js', 'process.exit(3);\n');
  expect(script('deploy')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('the new version does not serve'),
  });
  expect(await serves()).toBe(405);
});
