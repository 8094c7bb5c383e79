import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type LoadOptions, type LoadReport, startLoad } from './load.ts';
import type { Workload } from './workload.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const workload: Workload = {
  get: () => '/read',
  post: () => ({ path: '/write', body: '{"a":1}', idOf: body => body }),
};

/** Runs a load until it has started `requests`, and returns what it counted. */
async function fire(url: string, requests: number, options: Partial<LoadOptions> = {}): Promise<LoadReport> {
  const load = startLoad({ url, requestsPerSecond: 200, connections: 4, rampMs: 0, workload, ...options });
  await until(() => load.snapshot().started >= requests);
  return load.stop();
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}

describe('the load', () => {
  it('is one POST in five and one request in ten on a connection of its own, spread evenly', async () => {
    const seen: { method: string; plain: boolean }[] = [];
    const url = await serve((request, response) => {
      seen.push({ method: request.method ?? '', plain: request.headers.connection === 'close' });
      request.resume().on('end', () => response.end('id'));
    });
    const report = await fire(url, 200);
    const share = (count: number) => Math.round((100 * count) / seen.length);
    expect(share(seen.filter(({ method }) => method === 'POST').length)).toBeCloseTo(20, -1);
    expect(share(seen.filter(({ plain }) => plain).length)).toBeCloseTo(10, -1);
    expect(report).toMatchObject({ started: seen.length, ok: seen.length, lost: 0, ownErrors: 0 });
    expect(report.byStatus).toEqual({ 200: seen.length });
    expect(report.acknowledged.length).toBe(seen.filter(({ method }) => method === 'POST').length);
  });

  it('takes turns over its keep-alive connections', async () => {
    const sockets = new Set<unknown>();
    const url = await serve((request, response) => {
      sockets.add(request.socket);
      response.end();
    });
    const { started } = await fire(url, 40, { requestsPerSecond: 50, plainShare: 0, postShare: 0 });
    expect(sockets.size).toBeGreaterThanOrEqual(4);
    // On a busy machine an answer may be late; the next request of its turn does not wait for it.
    expect(sockets.size).toBeLessThan(started);
  });

  it('never waits for an answer before it starts the next request', async () => {
    const waiting: (() => void)[] = [];
    const url = await serve((_, response) => waiting.push(() => response.end()));
    const load = startLoad({ url, requestsPerSecond: 200, connections: 2, rampMs: 0, workload });
    await until(() => waiting.length >= 30);
    for (const answer of waiting.splice(0)) answer();
    const stopped = load.stop();
    const rest = setInterval(() => {
      for (const answer of waiting.splice(0)) answer();
    }, 5);
    expect(await stopped).toMatchObject({ lost: 0 });
    clearInterval(rest);
  });

  it('grows to its rate, so that the first requests do not meet cold code all at once', async () => {
    const url = await serve((_, response) => response.end());
    const report = await fire(url, 25, { rampMs: 1_000 });
    // Due at 500 ms; without the ramp it would be 120 ms.
    expect(report.seconds).toBeGreaterThan(0.45);
  });

  it('counts a late start as latency, so that a stall hides nothing', async () => {
    const url = await serve((_, response) => response.end());
    const load = startLoad({ url, requestsPerSecond: 200, connections: 2, rampMs: 0, workload });
    await until(() => load.snapshot().ok > 5);
    const stall = performance.now() + 300;
    while (performance.now() < stall);
    await until(() => load.snapshot().ok > 60);
    const report = await load.stop();
    // About sixty requests were due in the stall; half of them waited for more than 100 ms of it.
    expect(report.p50Ms).toBeGreaterThan(20);
    expect(report.maxMs).toBeGreaterThan(250);
  });

  it('sends a share of the bodies in two halves', async () => {
    const chunks: string[][] = [];
    const url = await serve((request, response) => {
      const own: string[] = [];
      request.setEncoding('utf8').on('data', (chunk: string) => own.push(chunk));
      request.on('end', () => {
        if (own.length > 0) chunks.push(own);
        response.end('id');
      });
    });
    const report = await fire(url, 40, { postShare: 1, slowPostShare: 0.5, slowPostMs: 50 });
    const halves = chunks.filter(own => own.length === 2);
    expect(halves.length).toBeGreaterThan(report.started / 4);
    expect(new Set(halves.map(own => own.join('|')))).toEqual(new Set(['{"a|":1}']));
    expect(report.lost).toBe(0);
  });

  it('divides time into windows; a request belongs to the window in which it ended', async () => {
    const url = await serve((_, response) => response.end());
    const load = startLoad({ url, requestsPerSecond: 200, connections: 2, rampMs: 0, workload });
    await until(() => load.snapshot().ok >= 10);
    load.mark('switch');
    await until(() => (load.snapshot().windows[1]?.ok ?? 0) >= 10);
    const report = await load.stop();
    expect(report.windows.map(({ name }) => name)).toEqual(['start', 'switch']);
    const sum = (of: 'started' | 'ok') => report.windows.reduce((total, window) => total + window[of], 0);
    expect([sum('started'), sum('ok')]).toEqual([report.started, report.ok]);
  });
});

/** Every request was lost, with this cause. */
const only = (cause: string, report: LoadReport) => {
  expect(report.lostByCause).toEqual({ [cause]: report.started });
  expect(report).toMatchObject({ ok: 0, lost: report.started, acknowledged: [] });
  expect(report.losses[0]).toMatchObject({ cause, window: 'start' });
};

describe('a lost request', () => {
  it('is one that nobody accepts', async () => {
    const url = await serve(() => undefined);
    await new Promise(resolve => servers.pop()?.close(resolve));
    only('connection-refused', await fire(url, 10));
  });

  it('is one without a complete response in time', async () => {
    const url = await serve((_, response) => response.write('never whole'));
    only('timeout', await fire(url, 10, { timeoutMs: 100 }));
  });

  it('is one whose connection breaks before the answer', async () => {
    const url = await serve(request => request.socket.destroy());
    only('reset-before-response', await fire(url, 10));
  });

  it('is one whose answer breaks off', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    only('reset-mid-response', await fire(url, 10));
  });

  it('is one that the router answered in its own name', async () => {
    const url = await serve((_, response) =>
      response.writeHead(503, { 'X-Devops-Flow-Router': 'no-backend' }).end(),
    );
    only('router:no-backend', await fire(url, 10));
  });

  it('is one written on an idle connection that the server gave up, and it is not sent again', async () => {
    const served = new WeakSet<object>();
    let arrived = 0;
    const url = await serve((request, response) => {
      arrived += 1;
      if (served.has(request.socket)) request.socket.destroy();
      served.add(request.socket);
      response.end();
    });
    const report = await fire(url, 40, { plainShare: 0, postShare: 0 });
    expect(report.lost).toBeGreaterThan(10);
    expect(report.lostByCause).toEqual({ 'idle-connection-closed': report.lost });
    expect(report.ok + report.lost).toBe(report.started);
    expect(arrived).toBe(report.started);
  });

  it("is not one that the service itself answered with 500: that is the version's own error", async () => {
    const url = await serve((_, response) => response.writeHead(500).end());
    const report = await fire(url, 10);
    expect(report).toMatchObject({ ok: 0, lost: 0, ownErrors: report.started, acknowledged: [] });
  });
});
