import { randomUUID } from 'node:crypto';
import { readBody, TooLarge } from './body.js';
import { withReceipt } from './receipt.js';
import { faultsOf } from './validate.js';

export const version = '3.0.0';

const health = new Set(['/health/live', '/health/ready', '/health/startup', '/metrics']);

/** The request listener: finds the route, answers, counts and logs. */
export function createApp({ orders, log, life, metrics }) {
  const routes = [
    { name: 'POST /orders', path: /^\/orders$/, method: 'POST', run: createOrder },
    { name: 'GET /orders', path: /^\/orders$/, method: 'GET', run: listOrders },
    { name: 'GET /orders/:id', path: /^\/orders\/([0-9a-f-]{36})$/, method: 'GET', run: getOrder },
    { name: 'GET /health/live', path: /^\/health\/live$/, method: 'GET', run: () => ok({ status: 'live' }) },
    { name: 'GET /health/ready', path: /^\/health\/ready$/, method: 'GET', run: ready },
    { name: 'GET /health/startup', path: /^\/health\/startup$/, method: 'GET', run: startup },
    { name: 'GET /metrics', path: /^\/metrics$/, method: 'GET', run: scrape },
  ];

  async function createOrder({ request }) {
    const body = JSON.parse(await readBody(request));
    const faults = faultsOf(body);
    if (faults.length > 0) return { status: 400, body: { error: 'invalid-order', faults } };
    const order = await orders.add(body);
    return { status: 201, body: withReceipt(order), headers: { location: `/orders/${order.id}` } };
  }

  async function listOrders({ request }) {
    const limit = Number(new URLSearchParams(request.url.split('?')[1]).get('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return {
        status: 400,
        body: { error: 'invalid-limit', faults: ['limit: a whole number from 1 to 100'] },
      };
    return ok({ orders: await orders.newest(limit) });
  }

  async function getOrder({ match }) {
    const order = await orders.get(match[1]);
    return order ? ok(withReceipt(order)) : { status: 404, body: { error: 'order-not-found' } };
  }

  function ready() {
    if (life.stopping) return { status: 503, body: { status: 'stopping' } };
    return startup();
  }

  function startup() {
    return life.started ? ok({ status: 'ready' }) : { status: 503, body: { status: 'starting' } };
  }

  function scrape() {
    return { status: 200, text: metrics.text(), headers: { 'content-type': 'text/plain; version=0.0.4' } };
  }

  function find(request) {
    const path = request.url.split('?', 1)[0];
    const known = routes.filter(route => route.path.test(path));
    const route = known.find(candidate => candidate.method === request.method);
    if (route) return { name: route.name, run: () => route.run({ request, match: route.path.exec(path) }) };
    if (known.length === 0)
      return { name: 'none', run: () => ({ status: 404, body: { error: 'not-found' } }) };
    const allow = known.map(candidate => candidate.method).join(', ');
    const answer = { status: 405, body: { error: 'method-not-allowed' }, headers: { allow } };
    return { name: 'none', run: () => answer };
  }

  return async function onRequest(request, response) {
    const begun = performance.now();
    life.inHand += 1;
    response.once('close', () => {
      life.inHand -= 1;
    });
    const requestId = idOf(request);
    const { name, run } = find(request);
    const { error, ...answer } = await settle(run);
    send(response, answer, { requestId, close: life.stopping });
    const seconds = (performance.now() - begun) / 1000;
    metrics.observe(name, answer.status, seconds);
    const level = error ? 'error' : health.has(request.url) ? 'debug' : 'info';
    log[level]('request', {
      requestId,
      traceparent: request.headers.traceparent,
      method: request.method,
      path: request.url,
      status: answer.status,
      ms: Number((seconds * 1000).toFixed(2)),
      ...(error && { error: String(error), stack: error.stack }),
    });
  };
}

const ok = body => ({ status: 200, body });

/** Runs a route; what it throws becomes an answer. */
async function settle(run) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SyntaxError) return { status: 400, body: { error: 'invalid-json' } };
    if (error instanceof TooLarge) return { status: 413, body: { error: 'body-too-large' }, close: true };
    // The client left while it was sending; nobody reads the answer.
    if (error.code === 'ECONNRESET') return { status: 499, body: { error: 'client-gone' } };
    return { status: 500, body: { error: 'internal' }, error };
  }
}

function idOf(request) {
  const given = request.headers['x-request-id'];
  return given !== undefined && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

function send(response, { status, body, text, headers, close: last }, { requestId, close }) {
  const payload = text ?? JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'x-request-id': requestId,
    'x-orders-version': version,
    ...headers,
    ...((last || close) && { connection: 'close' }),
  });
  response.end(payload);
}
