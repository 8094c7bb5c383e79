import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startLoad } from '../../src/deliver/load/load.ts';
import { TestProject, unusedPort, wellBehaved } from './project.ts';

/** Whatever fails says why: to a program as a problem, to a person once. */

interface Document {
  ok: boolean;
  url: string;
  problems: { id: string; severity: string; message: string; fix: string; detail?: string[] }[];
  deploy: { outcome: string } | null;
}

const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

async function newProject(): Promise<TestProject> {
  const project = new TestProject({ port: await unusedPort(), rollout: { bake_seconds: 2 } });
  cleanup.push(() => project.run('down', '.'));
  return project;
}

/** Ready and smoke-tested; then it answers every other request with an error of its own. */
const rotten = wellBehaved.replace(
  'response.end(',
  `request.url === '/' && (globalThis.n = (globalThis.n ?? 0) + 1) % 2
      ? (console.error('TypeError: cannot read x at shop.js:41'), response.writeHead(500).end('broken'))
      : response.end(`,
);
const notStarted = wellBehaved.replace(
  'response.end(',
  "request.url === '/startup' ? response.writeHead(500).end('no') : response.end(",
);

/** How often a text has the words. */
const times = (text: string, words: string) => text.split(words).length - 1;

/** Warnings are about the documents, which ask for clusters too. */
const errorsOf = ({ problems }: Document) => problems.filter(({ severity }) => severity === 'error');

test('a version that is rolled back for its errors is a problem with the figures, its first error and where to look', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const load = startLoad({
    url,
    requestsPerSecond: 100,
    connections: 4,
    workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
  });
  cleanup.push(() => load.stop());
  project.write(rotten);
  const { code, document } = await project.json<Document>('up', '.', '--as', 'v2');
  expect([code, document.ok, document.deploy?.outcome]).toEqual([1, false, 'rolled-back']);
  expect(errorsOf(document)).toMatchObject([
    {
      id: 'deploy-rolled-back',
      message: expect.stringMatching(
        /^v2 was rolled back: \d+ of \d+ requests answered 5xx \(.* %, limit 1 %\)$/,
      ),
      fix: expect.stringMatching(/^look at what it wrote: \S*devops-flow logs \. --release v2$/),
      detail: ['first error: TypeError: cannot read x at shop.js:41  shop.js:41'],
    },
  ]);

  const { stdout, stderr } = await project.run('up', '.', '--as', 'v2');
  expect(stdout).toContain('    ✗ v2 failed\n    ↩ v1 serves all traffic again');
  expect(stderr).toContain('error[deploy-rolled-back]: v2 was rolled back: ');
  expect(stderr).toContain('    first error: TypeError');
  expect(stderr).toContain('1 error, 1 warning — v1 still serves');
  expect(times(stdout + stderr, 'answered 5xx (')).toBe(1);
});

test('a first version that fails its smoke tests is told apart: nothing serves, and status says the same', async () => {
  const project = await newProject();
  project.write(notStarted);
  const { code, document } = await project.json<Document>('up', '.', '--as', 'v1');
  expect([code, document.ok]).toEqual([1, false]);
  expect(errorsOf(document)).toMatchObject([
    { id: 'deploy-failed', message: expect.stringMatching(/^v1 failed: .*GET \/startup answered 500/) },
  ]);
  const { stderr } = await project.run('up', '.', '--as', 'v1');
  expect(stderr).toContain('1 error, 1 warning — nothing serves');

  const status = await project.json<Document>('status', '.');
  expect([status.code, status.document.ok]).toEqual([1, false]);
  expect(status.document.problems).toMatchObject([
    { id: 'service-down', message: 'shop is down in local: no router runs, no instance runs' },
  ]);
});

test('a version that does not start is told once, with its last log lines', async () => {
  const project = await newProject();
  project.write("console.error('cannot reach the database'); process.exit(7)");
  const { stdout, stderr } = await project.run('up', '.', '--as', 'v1');
  expect(stdout).toContain('    ✗ v1 failed\n');
  expect(stderr).toContain('error[start-failed]: v1 did not start: ');
  expect(stderr).toContain('    cannot reach the database');
  expect(times(stdout + stderr, 'exit code 7')).toBe(1);
});

test('what the documents warn of is shown to people too, not only under --json', async () => {
  const project = await newProject();
  mkdirSync(join(project.folder, 'docs', '07_REQ'));
  writeFileSync(
    join(project.folder, 'docs', '07_REQ', 'REQ-01_shop.md'),
    `# REQ-01: x

## 9.5 Deployment Requirements

### 9.5.2 Environment Configuration

| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |
|---|---|---|---|---|
| Local | Blue-Green | N/A | 5 | N/A |
`,
  );
  const warned = (await project.json<Document>('up', '.')).document;
  expect([warned.ok, warned.problems.map(({ id }) => id)]).toEqual([
    true,
    expect.arrayContaining(['replicas-over-maximum']),
  ]);
  const { code, stderr } = await project.run('up', '.');
  expect(code).toBe(0);
  for (const { id, message } of warned.problems) expect(stderr).toContain(`[${id}]: ${message}`);
});
