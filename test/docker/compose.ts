import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import { type Engine, type Said, say } from './engine.ts';
import { generated } from './generated.ts';
import { nodeRuntime, postgresImage } from './stand-ins.ts';

/** What the example has in addition: a database, whose address is a secret of the service. */
const withDatabase = `variables:
  DATABASE_URL: { required: true, sensitive: true }
dependencies:
  database: healthy
resources:
  database: { kind: database, type: PostgreSQL, version: "15" }
`;

/** Brings the example up with a database, by the commands that its own files name. */
export async function tryCompose(
  engine: Engine,
  compose: string,
  project: string,
  program: string,
  work: string,
  record: Tally,
): Promise<void> {
  record.title('the example with a database, by docker compose');
  const folder = join(work, 'compose');
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  writeFileSync(join(folder, 'devops-flow.yaml'), withDatabase);
  if (!generated(program, folder, record)) return;
  const file = readFileSync(join(folder, 'compose.yaml'), 'utf8');
  const [, name = ''] = /image: (postgres:\S+)/.exec(file) ?? [];
  const database = postgresImage(name);
  if (!database) return record.skip('there is no PostgreSQL 15 here (Debian: postgresql-15)');
  for (const image of nodeRuntime().images) engine.bring(image);
  engine.bring(database.image, database.changes);
  // 8080 may be in use here: that is what the variable is for.
  const port = String(await freePort());
  const run = (...args: readonly string[]) =>
    say(compose, args, { ...engine.environment, ORDERS_PORT: port }, folder);
  const refused = run('up', '--detach');
  record.judge(
    'asks for its passwords before it starts',
    refused.code !== 0 && refused.text.includes('see .env.example'),
  );
  const [, line = ''] = /^# Once before: (.+)$/m.exec(file) ?? [];
  const filled = say('bash', ['-c', line], {}, folder);
  record.judge('one line makes them', filled.code === 0 && line !== '', () => filled.text);
  // Compose builds with buildx, which an Engine of this version has not: its own BuildKit does.
  const built = engine.docker(
    'build',
    '--file',
    join(folder, 'Dockerfile'),
    '--tag',
    'orders-orders',
    folder,
  );
  record.judge('its image builds', built.code === 0, () => built.text);
  tryRunning(run, port, folder, record);
  run('down', '--volumes', '--timeout', '5');
}

function tryRunning(
  run: (...args: readonly string[]) => Said,
  port: string,
  folder: string,
  record: Tally,
): void {
  const up = run('up', '--detach', '--no-build', '--wait', '--wait-timeout', '120');
  if (!record.judge('comes up healthy', up.code === 0, () => `${up.text}\n${run('logs').text}`)) return;
  const states = run('ps', '--format', '{{.Service}} {{.Health}}').text.split('\n').toSorted();
  record.equal('service and database are healthy', states, ['database healthy', 'orders healthy']);
  const answer = say('curl', ['--silent', '--fail', `http://127.0.0.1:${port}/health/ready`], {});
  record.judge('answers on the port of this machine', answer.code === 0, () => answer.text);
  const order = ['--data', '{"item":"pen","quantity":1}', '--header', 'content-type: application/json'];
  const posted = say('curl', ['--silent', '--fail', ...order, `http://127.0.0.1:${port}/orders`], {});
  record.judge('takes an order, and keeps it on its volume', posted.code === 0, () => posted.text);
  const url = run('exec', '--no-TTY', 'orders', 'node', '-p', 'process.env.DATABASE_URL').text;
  const psql = (address: string) =>
    run('exec', '--no-TTY', 'database', 'psql', '-tA', '-c', 'select 1', '-d', address).text;
  record.equal('the address that the service is given opens the database', psql(url), '1');
  const refused = psql(url.replace(/:\w+@/, ':wrong@'));
  record.judge(
    'another password does not',
    refused.includes('password authentication failed'),
    () => refused,
  );
  const touched = run('exec', '--no-TTY', 'database', 'touch', '/usr/x');
  record.judge('the database cannot write its root', touched.code !== 0);
  const { code } = run('stop', '--timeout', '30');
  const ends = run('ps', '--all', '--format', '{{.Service}} {{.ExitCode}}').text.split('\n').toSorted();
  record.equal('all end by themselves when they are told to', [code, ...ends], [0, 'database 0', 'orders 0']);
  record.judge(
    'no password stands in a generated file',
    !readFileSync(join(folder, 'compose.yaml'), 'utf8').includes(secretOf(folder)),
  );
}

const secretOf = (folder: string) =>
  /^DATABASE_PASSWORD=(.+)$/m.exec(readFileSync(join(folder, '.env'), 'utf8'))?.[1] ?? '';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 8080;
}
