import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { newFolder, post, startService, until } from './service.js';

const lamp = { item: 'lamp', quantity: 2, customer: { name: 'Ada' } };

describe('two processes on one folder', () => {
  let folder;
  let one;
  let two;
  before(async () => {
    folder = await newFolder();
    [one, two] = await Promise.all([startService(folder), startService(folder)]);
  });
  after(() => {
    one.child.kill('SIGKILL');
    two.child.kill('SIGKILL');
  });

  it('store an order before they acknowledge it, and both can read it', async () => {
    const created = await post(one.url, lamp);
    assert.equal(created.status, 201);
    const order = await created.json();
    assert.equal(created.headers.get('location'), `/orders/${order.id}`);
    assert.deepEqual({ item: order.item, quantity: order.quantity, customer: order.customer }, lamp);
    const lines = (await readFile(join(folder, 'orders.jsonl'), 'utf8')).split('\n');
    assert.ok(lines.includes(JSON.stringify(order)));
    for (const { url } of [one, two])
      assert.deepEqual(await (await fetch(`${url}/orders/${order.id}`)).json(), order);
  });

  it('keep every order on a line of its own when both write at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        post(i % 2 ? one.url : two.url, { item: 'x'.repeat(200), quantity: 1 }),
      ),
    );
    const ids = await Promise.all(answers.map(async answer => (await answer.json()).id));
    assert.equal(new Set(ids).size, 200);
    const stored = (await readFile(join(folder, 'orders.jsonl'), 'utf8')).trimEnd().split('\n');
    const byId = stored.map(line => JSON.parse(line).id);
    for (const id of ids) assert.equal(byId.filter(other => other === id).length, 1);
  });

  it('know the orders of an earlier process from the start', async () => {
    const { id } = await (await post(one.url, lamp)).json();
    const three = await startService(folder);
    assert.equal((await fetch(`${three.url}/orders/${id}`)).status, 200);
    three.child.kill('SIGKILL');
  });
});

describe('what cannot be taken', () => {
  let service;
  before(async () => {
    service = await startService(await newFolder());
  });
  after(() => service.child.kill('SIGKILL'));

  const cases = [
    { title: 'a body that is not JSON', body: '{"item":', status: 400, answer: { error: 'invalid-json' } },
    {
      title: 'missing fields, all of them named',
      body: '{}',
      status: 400,
      answer: {
        error: 'invalid-order',
        faults: [
          'item: a text of 1 to 200 characters is required',
          'quantity: a whole number from 1 to 1000 is required',
        ],
      },
    },
    {
      title: 'a body that is no object',
      body: '[]',
      status: 400,
      answer: { error: 'invalid-order', faults: ['the order is not an object'] },
    },
    {
      title: 'a customer without a name',
      body: '{"item":"lamp","quantity":1,"customer":{}}',
      status: 400,
      answer: {
        error: 'invalid-order',
        faults: ['customer.name: a text of 1 to 200 characters is required when there is a customer'],
      },
    },
    {
      title: 'a body over 64 KB',
      body: JSON.stringify({ item: 'x'.repeat(64 * 1024) }),
      status: 413,
      answer: { error: 'body-too-large' },
    },
  ];
  for (const { title, body, status, answer } of cases)
    it(`${title}: ${status}`, async () => {
      const response = await post(service.url, body);
      assert.equal(response.status, status);
      assert.deepEqual(await response.json(), answer);
    });

  it('an unknown order: 404, an unknown path: 404, a wrong method: 405', async () => {
    const none = '00000000-0000-4000-8000-000000000000';
    assert.equal((await fetch(`${service.url}/orders/${none}`)).status, 404);
    assert.equal((await fetch(`${service.url}/nothing`)).status, 404);
    const wrong = await fetch(`${service.url}/orders`, { method: 'DELETE' });
    assert.equal(wrong.status, 405);
    assert.ok(wrong.headers.get('allow').includes('POST'));
  });
});

describe('what it tells about itself', () => {
  let service;
  before(async () => {
    service = await startService(await newFolder());
  });
  after(() => service.child.kill('SIGKILL'));

  it('answers its three health endpoints', async () => {
    for (const name of ['live', 'ready', 'startup'])
      assert.equal((await fetch(`${service.url}/health/${name}`)).status, 200);
  });

  it('counts requests by route and status, and their latency', async () => {
    await post(service.url, lamp);
    await post(service.url, '{}');
    const text = await (await fetch(`${service.url}/metrics`)).text();
    assert.match(text, /^http_requests_total\{route="POST \/orders",status="201"\} 1$/m);
    assert.match(text, /^http_requests_total\{route="POST \/orders",status="400"\} 1$/m);
    assert.match(text, /^http_request_duration_seconds_bucket\{route="POST \/orders",le="\+Inf"\} 2$/m);
    assert.match(text, /^process_start_time_seconds \d+/m);
  });

  it('logs a line per request, with the ids that came with it', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await fetch(`${service.url}/orders`, {
      method: 'POST',
      body: JSON.stringify(lamp),
      headers: { 'x-request-id': 'abc-1', traceparent },
    });
    assert.equal(answer.headers.get('x-request-id'), 'abc-1');
    await until(() => service.log.some(entry => entry.requestId === 'abc-1'));
    const { ms, time, ...line } = service.log.find(entry => entry.requestId === 'abc-1');
    assert.equal(typeof ms, 'number');
    assert.ok(Date.parse(time) > 0);
    assert.deepEqual(line, {
      level: 'info',
      message: 'request',
      requestId: 'abc-1',
      traceparent,
      method: 'POST',
      path: '/orders',
      status: 201,
    });
  });
});
