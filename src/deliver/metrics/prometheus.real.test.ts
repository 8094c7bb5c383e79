import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prometheus } from './prometheus.ts';

/** Skipped where there is no Prometheus: it is looked for in DEVOPS_FLOW_TOOLS, then in PATH. */
const program = [process.env['DEVOPS_FLOW_TOOLS'], ...(process.env['PATH'] ?? '').split(delimiter)]
  .flatMap(folder => (folder ? [join(folder, 'prometheus')] : []))
  .find(existsSync);

describe.skipIf(!program)('a real Prometheus', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  let address = '';
  let server: ChildProcess;

  beforeAll(async () => {
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const config = join(folder, 'prometheus.yml');
    writeFileSync(
      config,
      `scrape_configs: [{ job_name: self, scrape_interval: 1s, static_configs: [{ targets: ['127.0.0.1:${port}'] }] }]\n`,
    );
    const flags = [`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'data')}`];
    server = spawn(program ?? '', [...flags, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
    const up = prometheus({ address, environment: {} });
    // Until it has scraped itself once.
    for (let tries = 0; tries < 300; tries += 1) {
      const { value } = await up.ask({ name: 'up', expression: 'up' });
      if (value === 1) return;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error('Prometheus did not scrape itself within 30 s');
  });

  afterAll(async () => {
    const ended = new Promise(resolve => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['up', 1],
    ['1 - vector(0.75)', 0.25],
    ['sum(up) / count(up)', 1],
    ['scalar(vector(42))', 42],
    ['5', 5],
  ])('answers %s with a number', async (expression, value) => {
    const answer = await prometheus({ address, environment: {} }).ask({ name: 'q', expression });
    expect(answer).toEqual({ name: 'q', value });
  });

  it.each([
    ['absent_metric', 'no series matches'],
    ['vector(1) or label_replace(vector(2), "a", "b", "", "")', '2 series match, not one'],
    ['vector(0) / 0', 'the value is NaN'],
    ['1 / 0', 'the value is +Inf'],
    ['up[5m]', 'the result is a matrix, not a number'],
    ['"text"', 'the result is a string, not a number'],
    ['sum(', 'it answered 400: bad_data: '],
    ['', 'it answered 400: bad_data: '],
  ])('answers %s with a reason', async (expression, why) => {
    const answer = await prometheus({ address, environment: {} }).ask({ name: 'q', expression });
    expect(answer.value).toBeNull();
    expect(answer.why).toContain(why);
  });
});

async function freePort(): Promise<number> {
  const holder = createServer();
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise(resolve => holder.close(resolve));
  return port;
}
