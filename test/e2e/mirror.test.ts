import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lostNothing, Project, saying } from './delivery-rig.ts';
import { wellBehaved } from './project.ts';

/** Says `words`, and writes down each copy that it got, by its method. */
const noting = (words: string, file: string): string =>
  saying(words).replace(
    '=> response.end(',
    `=> (request.headers['x-devops-flow-mirror'] && require('node:fs').appendFileSync(${JSON.stringify(file)}, request.method + '\\n'), response).end(`,
  );

const copiesIn = (file: string): string[] => readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);

test('a SPEC has requests copied to a canary first: clients see the old version only, and differences are on record', async () => {
  const project = await Project.open();
  project.spec('mirror_percent: 100', 'baseline: false', 'steps: [{ weight: 50, seconds: 8 }]');
  await project.first();
  const file = join(project.folder, 'copies.txt');
  writeFileSync(file, '');
  project.write(noting('v2', file));
  const load = project.load(0, 100);
  const { end } = project.begin('--as', 'v2', '--strategy', 'canary');
  // Held while it mirrors, for as long as it takes to look.
  await project.until('baking');
  await project.run('pause', '.');
  await project.until('paused');
  const before = (await project.status()).inProgress?.mirrored?.compared ?? 0;
  for (let i = 0; i < 30; i += 1) expect(await project.text()).toBe('v1');
  const posted = await fetch(project.url(), { method: 'POST', body: '{}' });
  expect(await posted.text()).toBe('v1');
  const during = (await project.status()).inProgress?.mirrored;
  expect(during?.compared).toBeGreaterThanOrEqual(before + 30);
  expect((await project.run('status', '.', '--why')).stdout).toMatch(
    / copies: error rate: success: [^]* copies, .* in body\n/,
  );
  await project.run('promote', '.');
  const { outcome, mirrored } = await end();
  expect(outcome).toBe('promoted');
  expect(mirrored).toMatchObject({ failed: 0, differing: { status: 0, type: 0, body: mirrored?.compared } });
  const seen = copiesIn(file);
  expect(seen).toHaveLength(mirrored?.sent ?? 0);
  // A POST may act twice: none is ever copied.
  expect(new Set(seen)).toEqual(new Set(['GET']));
  const { stdout } = await project.run('history', '.', '--limit', '1');
  expect(stdout).toContain(
    `copies, ${mirrored?.compared.toLocaleString('en')} compared: differing 0 in status, `,
  );
  expect(await project.text()).toBe('v2');
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);

test('a version that fails with copies goes before any client has seen it, and so at the next try', async () => {
  const rollout = { mirrorPercent: 50, baseline: false, steps: [{ weight: 50, seconds: 3 }] };
  const project = await Project.open({ rollout, local: { strategy: 'canary' } });
  await project.first();
  project.write(
    wellBehaved.replace(
      '=> response.end(',
      "=> request.url === '/' ? response.writeHead(500).end() : response.end(",
    ),
  );
  const load = project.load(0, 100);
  const { code, document } = await project.json('up', '.', '--as', 'v2');
  const { deploy } = document;
  expect([code, deploy?.outcome]).toEqual([1, 'rolled-back']);
  expect(deploy?.reason).toMatch(/^copies: (\d+) of \1 requests answered 5xx/);
  const { sent = 0, compared = 0, differing } = deploy?.mirrored ?? {};
  expect(sent).toBeGreaterThanOrEqual(compared);
  expect(compared).toBeGreaterThan(0);
  expect(differing).toMatchObject({ status: compared, body: compared });
  const again = (await project.json('retry', '.')).document.deploy;
  expect(again?.mirrored?.differing).toMatchObject({ status: again?.mirrored?.compared });
  expect(again?.reason).toMatch(/^copies: /);
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);
