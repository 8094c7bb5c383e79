import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, expect, test } from 'vitest';
import { jsonSchema } from '../../src/app/schema.ts';
import type { DemoFields } from '../../src/app/schemas/demo.ts';
import { commandLines, ended, type Ran, runIn } from './project.ts';

type Document = DemoFields & { ok: boolean; problems: { id: string; severity: string; message: string }[] };

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  cleanup.push(() => rmSync(folder, { recursive: true, force: true }));
  cleanup.push(() => run(folder, 'down', 'out/orders'));
  return folder;
}

const run = (folder: string, ...args: string[]): Promise<Ran> => ended(runIn(folder, {}, ...args));

/** Somebody on the port of the example: the pattern of his pid, which is ours unless there was one already. */
async function occupy(port: number): Promise<string> {
  const server = createServer();
  const isOurs = await new Promise<boolean>(resolve =>
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
  );
  cleanup.push(() => server.close());
  return isOurs ? String(process.pid) : '\\d+';
}

/** Processes that name the folder, or work in it. */
function processesOf(folder: string): string[] {
  const working = readdirSync('/proc').filter(name => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
  return [...commandLines().flatMap(({ line }) => (line.includes(folder) ? [line] : [])), ...working];
}

function expectTheStory({ code, stdout }: Ran): Document {
  const document = JSON.parse(stdout) as Document;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema('demo'));
  expect([validate(document), validate.errors]).toEqual([true, null]);
  expect(document.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([code, document.ok, document.failed]).toEqual([0, true, 0]);
  expect(document.deploys.map(({ version, outcome }) => `${version} ${outcome}`)).toEqual([
    'v1 promoted',
    'v2 promoted',
    'v3 rolled-back',
  ]);
  expect(document.requests).toBeGreaterThan(2000);
  expect(document.client).toMatchObject({ requests: document.requests, lost: 0 });
  expect(document.client.ownErrors).toBeGreaterThan(0);
  expect(document.router).toEqual({ requests: document.requests, others: 0 });
  expect(document.writes.acknowledged).toBeGreaterThan(200);
  expect(document.writes.storedOnce).toBe(document.writes.acknowledged);
  expect(document.exercised).toEqual({
    ran: ['service', 'router', 'deploy', 'rollback'],
    parsed: expect.arrayContaining(['docker', 'kubernetes', 'scripts', 'pipelines']),
    // Templates of charts and the languages of tests have no parser here.
    made: expect.arrayContaining([
      { family: 'helm', files: expect.any(Number), of: expect.any(Number) },
      { family: 'tests', files: expect.any(Number), of: expect.any(Number) },
    ]),
  });
  return document;
}

test('the demo tells its whole story on a machine whose port is taken, twice in one folder; --keep leaves it running until down', async () => {
  const pid = await occupy(8080);
  const folder = emptyFolder();
  const first = expectTheStory(await run(folder, 'demo', '--json'));
  expect(first.kept).toBe(false);
  expect(processesOf(folder)).toEqual([]);

  const second = expectTheStory(await run(folder, 'demo', '--keep', '--json'));
  expect(second.kept).toBe(true);
  expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
  const port = new URL(second.url).port;
  const taken = new RegExp(`^port 8080 on 127\\.0\\.0\\.1 is taken by pid ${pid} \\(.*\\); using ${port}$`);
  for (const { problems } of [first, second])
    expect(problems).toMatchObject([{ id: 'port-next', message: expect.stringMatching(taken) }]);
  // Written by the service itself, in the folder that the document names.
  const data = join(
    folder,
    second.folder,
    '.devops-flow/environments/local/orders/volumes/data/orders.jsonl',
  );
  expect(readFileSync(data, 'utf8').trimEnd().split('\n').length).toBeGreaterThanOrEqual(
    second.writes.acknowledged,
  );

  expect((await run(folder, 'down', 'out/orders')).code).toBe(0);
  expect(processesOf(folder)).toEqual([]);
  await expect(fetch(second.url)).rejects.toThrow();
}, 180_000);

test('people are told which port is taken and by whom, and at the end what really ran', async () => {
  await occupy(8080);
  const folder = emptyFolder();
  const { code, stdout, stderr } = await run(folder, 'demo');
  expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ {4}port 8080 on 127\.0\.0\.1 is taken by pid \d+ \(.*\); using \d+$/m);
  const lines = stdout.split('\n');
  const at = (words: string) => lines.findIndex(line => line.trim().startsWith(words));
  expect(lines[at('ran here')]).toBe('    ran here      service, router, deploy, rollback');
  expect(at('ran here')).toBeGreaterThan(at('Switching lost 0 of'));
  expect(at('parsed only')).toBe(at('ran here') + 1);
  expect(lines[at('parsed only')]).not.toMatch(/helm|tests/);
  expect(lines[at('made only')]).toMatch(/\d+ of \d+ files of helm, .*\d+ of \d+ files of tests$/);
  expect(at('made only')).toBe(at('ran here') + 2);
}, 90_000);
