import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PrometheusOptions, prometheus } from './prometheus.ts';

/** Documents as "HTTP API" of the Prometheus manual gives them; a real Prometheus is asked in prometheus.real.test.ts. */
const vector = (...values: string[]) =>
  JSON.stringify({
    status: 'success',
    data: {
      resultType: 'vector',
      result: values.map((value, i) => ({ metric: { instance: String(i) }, value: [1435781451.781, value] })),
    },
  });
const result = (resultType: string, result: unknown) =>
  JSON.stringify({ status: 'success', data: { resultType, result } });

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
const server = createServer((request, response) => answer(request, response));
let address: string;

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asked = async (how: Answer, options: Partial<PrometheusOptions> = {}) => {
  answer = how;
  const metrics = prometheus({ address, environment: {}, ...options });
  return await metrics.ask({ name: 'q', expression: 'sum(up{job="a b"}) > 0' });
};
const text =
  (body: string, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status).end(body);
  };
const because = (why: string) => ({ name: 'q', value: null, why });

describe('an answer with one number', () => {
  it.each([
    ['a vector of one series', vector('0.25'), 0.25],
    ['a scalar', result('scalar', [1435781451.781, '-3e2']), -300],
    ['zero', vector('0'), 0],
  ])('is that number: %s', async (_, body, value) => {
    expect(await asked(text(body))).toEqual({ name: 'q', value });
  });
});

describe('an answer without one number', () => {
  it.each([
    ['no series', vector(), 'no series matches'],
    ['several series', vector('1', '2', '3'), '3 series match, not one'],
    ['NaN', vector('NaN'), 'the value is NaN'],
    ['infinity', vector('+Inf'), 'the value is +Inf'],
    ['an empty value', vector(''), 'the answer holds no value'],
    [
      'a native histogram',
      result('vector', [{ metric: {}, histogram: [1, {}] }]),
      'the answer holds no value',
    ],
    ['a series that is none', result('vector', [null]), 'the answer holds no value'],
    ['a range', result('matrix', []), 'the result is a matrix, not a number'],
    ['a text', result('string', [1, 'x']), 'the result is a string, not a number'],
    ['success without data', '{"status":"success"}', 'the result is unknown, not a number'],
    ['something else', '{"hello":1}', 'the answer is not one of Prometheus'],
    ['a login page', '<html>', 'the answer is not JSON'],
    ['nothing', '', 'the answer is not JSON'],
    ['null', 'null', 'the answer is not JSON'],
  ])('says why: %s', async (_, body, why) => {
    expect(await asked(text(body))).toEqual(because(why));
  });

  it('says what the server says about an error, in one short line', async () => {
    const body = { status: 'error', errorType: 'bad_data', error: 'parse error:\n\u001b[31mno "q"' };
    expect(await asked(text(JSON.stringify(body), 400))).toEqual(
      because('it answered 400: bad_data: parse error: [31mno "q"'),
    );
    expect(await asked(text('gone', 503))).toEqual(because('it answered 503'));
    const long = { status: 'error', errorType: 'execution', error: 'x'.repeat(5000) };
    expect((await asked(text(JSON.stringify(long), 422))).why).toHaveLength(200);
  });

  it('follows no redirect', async () => {
    const paths: unknown[] = [];
    const got = await asked((request, response) => {
      paths.push(request.url?.split('?')[0]);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(got).toEqual(because('it answered 302, and redirects are not followed'));
    expect(paths).toEqual(['/api/v1/query']);
  });

  it('waits as long as it may and no longer, for the whole of the answer', async () => {
    const soon = { timeoutMs: 100 };
    expect(await asked(() => undefined, soon)).toEqual(because('no answer within 0.1 s'));
    const half: Answer = (_, response) => void response.writeHead(200).write('{"status":');
    expect(await asked(half, soon)).toEqual(because('no answer within 0.1 s'));
  });

  it('says that nobody is there, or that the answer broke off', async () => {
    const nobody = createServer();
    await new Promise<void>(resolve => nobody.listen(0, '127.0.0.1', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise(resolve => nobody.close(resolve));
    expect(await asked(text(''), { address: `http://127.0.0.1:${port}` })).toEqual(
      because('no answer (ECONNREFUSED)'),
    );
    expect(await asked(request => request.socket.destroy())).toEqual(because('no answer (ECONNRESET)'));
    const cut: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{');
      setImmediate(() => response.destroy());
    };
    expect(await asked(cut)).toEqual(because('no answer (ECONNRESET)'));
  });

  it('reads no more than a megabyte', async () => {
    expect(await asked(text(vector(...Array.from({ length: 30_000 }, () => '1'))))).toEqual(
      because('the answer is longer than 1 MB'),
    );
  });
});

describe('the question', () => {
  it('is the expression as it stands, behind the path of the address', async () => {
    let url = '';
    const listen: Answer = (request, response) => {
      url = request.url ?? '';
      response.end(vector('1'));
    };
    await asked(listen, { address: `${address}/metrics/prod/?a=b`, timeoutMs: 2500 });
    const { pathname, searchParams } = new URL(url, address);
    expect(pathname).toBe('/metrics/prod/api/v1/query');
    expect([...searchParams]).toEqual([
      ['query', 'sum(up{job="a b"}) > 0'],
      ['timeout', '2500ms'],
    ]);
  });
});

describe('credentials', () => {
  const echo: Answer = (request, response) => {
    const error = `denied: ${request.headers.authorization ?? 'nobody'}`;
    response.writeHead(401).end(JSON.stringify({ status: 'error', errorType: 'denied', error }));
  };
  const bearer = { scheme: 'Bearer', variable: 'PROM_TOKEN' } as const;
  const basic = { scheme: 'Basic', variable: 'PROM_LOGIN' } as const;

  it('are sent as they are in the environment at that time, and hidden in what is said', async () => {
    let sent: string | undefined;
    const listen: Answer = (request, response) => {
      sent = request.headers.authorization;
      echo(request, response);
    };
    const environment: Record<string, string> = { PROM_TOKEN: 's3cret-token\n', PROM_LOGIN: 'ann:pa:ss' };
    expect((await asked(listen, { credentials: bearer, environment })).why).toBe(
      'it answered 401: denied: denied: Bearer [hidden]',
    );
    expect(sent).toBe('Bearer s3cret-token');
    expect((await asked(listen, { credentials: basic, environment })).why).toBe(
      'it answered 401: denied: denied: Basic [hidden]',
    );
    expect(sent).toBe(`Basic ${Buffer.from('ann:pa:ss').toString('base64')}`);
    const telling = text(JSON.stringify({ status: 'error', error: 'pa:ss is wrong' }), 401);
    expect((await asked(telling, { credentials: basic, environment })).why).toBe(
      'it answered 401: [hidden] is wrong',
    );
  });

  it('must be there, and fit into a header', async () => {
    expect(await asked(echo, { credentials: bearer })).toEqual(because('PROM_TOKEN is not set'));
    const environment = { PROM_TOKEN: 'a\r\nHost: b' };
    expect(await asked(echo, { credentials: bearer, environment })).toEqual(
      because('PROM_TOKEN holds characters that no header may have'),
    );
  });

  it('are refused in the address, and not repeated', () => {
    for (const bad of ['http://ann:hunter2@prom', 'https://hunter2@prom', 'ftp://hunter2', 'hunter2', ''])
      expect(() => prometheus({ address: bad, environment: {} })).toThrow(/^metrics-address: (?!.*hunter2)/);
  });
});
