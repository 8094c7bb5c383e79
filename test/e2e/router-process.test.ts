import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { callControl } from '../../src/deliver/control/call.ts';
import { startRig } from '../../src/deliver/router/testing/rig.ts';
import { backend, metrics, open, refuses, rig, says, text, until, useRouter } from './router-support.ts';

useRouter();

describe('requests in hand', () => {
  it('are counted to the last byte of a slow response, even after the instance has left the table', async () => {
    let finish: (() => void) | undefined;
    const [a, b] = [
      await backend((_, response) => {
        response.write('first ');
        finish = () => response.end('last');
      }),
      await backend(says('b')),
    ];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    const response = await open('/');
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 0 });
    await rig.give({ b: [b] }, { b: 1 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 1 });
    expect(await text()).toBe('b');
    finish?.();
    expect((await response.toArray()).join('')).toBe('first last');
    await until(async () => (await rig.inFlight('a')).all === 0);
    expect(await rig.totals()).toEqual({ requests: 2, retried: 0, byCause: {} });
  });

  it('are counted while a slow upload goes on', async () => {
    const a = await backend((request, response) => request.resume().on('end', () => response.end('stored')));
    await rig.give({ a: [a] }, { a: 1 });
    const upload = httpRequest(rig.url, { agent: false, method: 'POST', headers: { 'content-length': 10 } });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    upload.write('12345');
    await until(() => a.seen.length === 1);
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 0 });
    await rig.give({ a: [a] }, { a: 0 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 1 });
    upload.end('67890');
    const [response] = await answered;
    expect((await response.toArray()).join('')).toBe('stored');
    await until(async () => (await rig.inFlight('a')).all === 0);
  });

  it('are counted when they end under the deploy and phase in force then', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    await text();
    await rig.give({ a: [a] }, { a: 1 }, { mark: { deploy: 'd1', phase: 'shift' } });
    await text();
    await text();
    const tallies = (await rig.stats()).tallies.map(({ release, deploy, phase, requests }) => ({
      release,
      deploy,
      phase,
      requests,
    }));
    expect(tallies).toEqual([
      { release: 'a', deploy: undefined, phase: undefined, requests: 1 },
      { release: 'a', deploy: 'd1', phase: 'shift', requests: 2 },
    ]);
  });

  it('do not keep an instance from traffic that could not be reached, left the table and comes back', async () => {
    let finish: (() => void) | undefined;
    const slow: RequestListener = (request, response) => {
      if (request.url === '/slow') finish = () => response.end('slow');
      else response.end('back');
    };
    const [a, b] = [await backend(slow), await backend(says('b'))];
    await rig.give({ a: [a] }, { a: 1 });
    const inHand = text('/slow');
    await until(() => finish !== undefined);
    a.server.close();
    const waits = text('/waits');
    await until(async () => (await rig.stats()).held === 1);
    await rig.give({ a: [b] }, { a: 1 });
    expect(await waits).toBe('b');
    const again = await backend(slow, a.port);
    await rig.give({ a: [a] }, { a: 1 });
    expect(await text('/now')).toBe('back');
    expect(again.seen).toEqual(['GET /now']);
    expect((await rig.inFlight('a')).all).toBe(1);
    finish?.();
    expect(await inHand).toBe('slow');
  });

  it('have left no connection at an instance that lost its traffic, so that it can stop at once', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    await text();
    await rig.give({ a: [a], b: [b] }, { b: 1 });
    await until(() => new Promise(resolve => a.server.getConnections((_, count) => resolve(count === 0))));
  });
});

describe('an idle keep-alive connection of a client', () => {
  it('is not cut by any change of the table', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await rig.give({ a: [a] }, { a: 1 });
    const sockets = new Set<Socket>();
    const ask = async (): Promise<string> => {
      const response = await open('/', { agent });
      sockets.add(response.socket);
      return (await response.toArray()).join('');
    };
    expect(await ask()).toBe('a');
    for (let i = 0; i < 5; i += 1) await rig.give(i % 2 ? { a: [a] } : { b: [b] }, { a: 1, b: 1 });
    expect(await ask()).toBe('b');
    expect(sockets.size).toBe(1);
    agent.destroy();
  });
});

describe('the table', () => {
  it('is on disk before it is acknowledged, and a new router begins with it', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    expect(JSON.parse(readFileSync(rig.tableFile, 'utf8'))).toMatchObject({ generation: 1, split: { a: 1 } });
    const second = await startRig({ tableFile: rig.tableFile });
    expect(await (await fetch(second.url)).text()).toBe('a');
    expect(await second.stats()).toMatchObject({ token: 1, generation: 1 });
    await second.stop();
  });

  it('of an old token, an old generation or an unknown version is refused by name and changes nothing', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a] }, { a: 1 });
    const onDisk = readFileSync(rig.tableFile, 'utf8');
    const table = JSON.parse(onDisk) as object;
    const intruder = {
      ...table,
      backends: [{ release: 'b', readyPath: '/', instances: [{ id: 'b', host: '127.0.0.1', port: b.port }] }],
      split: { b: 1 },
    };
    const apply = (changes: object) => callControl(rig.socket, 'apply', { ...intruder, ...changes });
    await expect(apply({ token: 0, generation: 9 })).rejects.toThrow(/^table-fenced/);
    await expect(apply({ generation: 1 })).rejects.toThrow(/^table-outdated/);
    await expect(apply({ schemaVersion: 3, generation: 9 })).rejects.toThrow(/^table-version-unknown/);
    await expect(apply({ service: 'carts', generation: 9 })).rejects.toThrow(/^table-service/);
    expect(await text()).toBe('a');
    expect(readFileSync(rig.tableFile, 'utf8')).toBe(onDisk);
  });

  it('that is torn or unknown stops a router from starting, by name', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    const whole = readFileSync(rig.tableFile, 'utf8');
    writeFileSync(rig.tableFile, whole.slice(0, 40));
    await expect(startRig({ tableFile: rig.tableFile })).rejects.toThrow(/^table-file-corrupt/);
    writeFileSync(rig.tableFile, whole.replace('"schemaVersion":2', '"schemaVersion":99'));
    await expect(startRig({ tableFile: rig.tableFile })).rejects.toThrow(/^table-version-unknown/);
  });

  it('that two commands write at once ends as the newer one', async () => {
    const a = await backend(says('a'));
    await Promise.allSettled(Array.from({ length: 20 }, () => rig.give({ a: [a] }, { a: 1 })));
    expect(await rig.stats()).toMatchObject({ generation: 20 });
    expect(JSON.parse(readFileSync(rig.tableFile, 'utf8'))).toMatchObject({ generation: 20 });
  });
});

describe('the process', () => {
  it('says who holds its port', async () => {
    const script =
      "require('http').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
    const holder = spawn(process.execPath, ['-e', script]);
    const [port] = (await once(holder.stdout, 'data')) as [Buffer];
    const failed = startRig({ port: Number(String(port)) });
    await expect(failed).rejects.toThrow(
      `port-taken: port ${Number(String(port))} on 127.0.0.1 is taken by pid ${holder.pid} (${process.execPath} -e require('http')`,
    );
    holder.kill('SIGKILL');
  });

  it('finishes what is in hand when it is told to stop, and accepts nothing new', async () => {
    let finish: (() => void) | undefined;
    const a = await backend((_, response) => {
      finish = () => response.end('done');
    });
    const own = await startRig();
    await own.give({ a: [a] }, { a: 1 });
    const answer = fetch(own.url);
    await until(() => finish !== undefined);
    const stopped = own.stop();
    await until(() => refuses(own.port));
    finish?.();
    const response = await answer;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['done', 'close']);
    await stopped;
  });

  it('shows its counters to Prometheus on the control socket', async () => {
    const a = await backend((request, response) => {
      response.statusCode = request.url === '/bad' ? 500 : 200;
      response.end();
    });
    await rig.give({ a: [a] }, { a: 1 });
    await text();
    await text('/bad');
    const page = await metrics();
    for (const line of [
      'devops_flow_router_requests_total{service="orders",release="a"} 2',
      'devops_flow_router_errors_total{service="orders",release="a",cause="version-5xx"} 1',
      'devops_flow_router_request_duration_seconds_bucket{service="orders",release="a",le="+Inf"} 2',
      'devops_flow_router_request_duration_seconds_count{service="orders",release="a"} 2',
      'devops_flow_router_in_flight{service="orders",release="a"} 0',
      'devops_flow_router_in_flight_retired{service="orders",release="a"} 0',
      'devops_flow_router_held{service="orders"} 0',
    ])
      expect(page).toContain(line);
  });
});
