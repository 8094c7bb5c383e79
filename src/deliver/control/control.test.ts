import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../errors/index.ts';
import { ControlUnreachable, callControl } from './call.ts';
import { type ControlServer, serveControl } from './serve.ts';

let folder: string;
let socket: string;
const open: ControlServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'control-'));
  socket = join(folder, 's');
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(folder, { recursive: true });
});

/** A promise and the function that fulfils it. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let open: (() => void) | undefined;
  const promise = new Promise<void>(done => {
    open = done;
  });
  return { promise, resolve: () => open?.() };
}

async function serve(...args: Parameters<typeof serveControl>): Promise<ControlServer> {
  const server = await serveControl(...args);
  open.push(server);
  return server;
}

describe('a control socket', () => {
  it('calls a handler by name with a JSON body and returns what it returned', async () => {
    await serve(socket, { add: async body => ({ sum: (body as { a: number }).a + 1 }) });
    expect(await callControl(socket, 'add', { a: 41 })).toEqual({ sum: 42 });
  });

  it('passes a handler that returns nothing as undefined, and a call without body as undefined', async () => {
    await serve(socket, {
      nothing: async body => {
        expect(body).toBeUndefined();
      },
    });
    expect(await callControl(socket, 'nothing')).toBeUndefined();
  });

  it('carries a Failure with its problems and exit code to the caller', async () => {
    const problem = { id: 'port-taken', severity: 'error', message: 'm', why: 'w', fix: 'f' } as const;
    await serve(socket, {
      fail: async () => {
        throw new Failure([problem], 64);
      },
    });
    const thrown = await callControl(socket, 'fail').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ problems: [problem], exitCode: 64 });
  });

  it('carries any other error as a bug with its stack, never as a Failure', async () => {
    await serve(socket, {
      crash: async () => {
        throw new TypeError('boom');
      },
    });
    const thrown = await callControl(socket, 'crash').catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(Failure);
    expect(String(thrown)).toContain('TypeError: boom');
  });

  it('knows no method that is not its own, such as those of Object.prototype', async () => {
    await serve(socket, {});
    for (const name of ['constructor', '__proto__', 'toString', 'missing'])
      await expect(callControl(socket, name)).rejects.toThrow(`no such control method: ${name}`);
  });

  it('can be opened by its owner only', async () => {
    await serve(socket, {});
    expect(statSync(socket).mode & 0o777).toBe(0o600);
  });

  it('refuses to serve where a living process serves', async () => {
    await serve(socket, { ping: async () => 'first' });
    await expect(serveControl(socket, {})).rejects.toThrow(/^control-in-use: /);
    expect(await callControl(socket, 'ping')).toBe('first');
  });

  it('replaces the socket file of a process that was killed', async () => {
    const script = join(folder, 'dead.mjs');
    writeFileSync(
      script,
      `import http from 'node:http'; http.createServer().listen(${JSON.stringify(socket)}, () => process.send('up'));`,
    );
    const child = fork(script, { execArgv: [] });
    await new Promise(resolve => child.once('message', resolve));
    child.kill('SIGKILL');
    await new Promise(resolve => child.once('exit', resolve));
    expect(existsSync(socket)).toBe(true);
    await expect(callControl(socket, 'ping')).rejects.toMatchObject({ reason: 'nobody' });
    await serve(socket, { ping: async () => 'second' });
    expect(await callControl(socket, 'ping')).toBe('second');
  });

  it('never removes a file that is not a socket', async () => {
    writeFileSync(socket, 'precious');
    await expect(serveControl(socket, {})).rejects.toThrow(/^control-in-use: /);
    expect(statSync(socket).size).toBe('precious'.length);
  });

  it('refuses a path that the kernel would cut', async () => {
    await expect(serveControl(join(folder, 'x'.repeat(108)), {})).rejects.toThrow(/^socket-path-long: /);
  });

  it('answers the call that is in hand when it closes, and removes its socket file', async () => {
    const release = gate();
    const entered = gate();
    const server = await serveControl(socket, {
      slow: async () => {
        entered.resolve();
        await release.promise;
        return 'done';
      },
    });
    const call = callControl(socket, 'slow');
    await entered.promise;
    const closed = server.close();
    release.resolve();
    expect(await call).toBe('done');
    await closed;
    expect(existsSync(socket)).toBe(false);
  });

  it('answers a page to GET, for curl and scrapers', async () => {
    await serve(socket, {}, { metrics: () => ({ type: 'text/plain', text: 'up 1\n' }) });
    const text = await new Promise<string>(resolve => {
      request({ socketPath: socket, path: '/metrics' }, response => {
        let all = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          all += part;
        });
        response.on('end', () => resolve(all));
      }).end();
    });
    expect(text).toBe('up 1\n');
  });
});

describe('a caller', () => {
  it('is told that nobody listens', async () => {
    const thrown = await callControl(socket, 'ping').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ControlUnreachable);
    expect(thrown).toMatchObject({ reason: 'nobody', socketPath: socket });
  });

  it('is told that the process did not answer in time', async () => {
    const release = gate();
    await serve(socket, { hang: () => release.promise });
    await expect(callControl(socket, 'hang', undefined, { timeoutMs: 50 })).rejects.toMatchObject({
      reason: 'timeout',
    });
    release.resolve();
  });

  it('is told that the process died before it answered', async () => {
    const script = join(folder, 'dies.mjs');
    writeFileSync(
      script,
      `import http from 'node:http'; http.createServer(() => process.exit(1)).listen(${JSON.stringify(socket)}, () => process.send('up'));`,
    );
    const child = fork(script, { execArgv: [] });
    await new Promise(resolve => child.once('message', resolve));
    await expect(callControl(socket, 'ping')).rejects.toMatchObject({ reason: 'died' });
  });
});
