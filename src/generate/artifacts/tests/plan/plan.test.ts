import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import type { Endpoint } from '../../../../model/interface.ts';
import type { Service } from '../../../../model/service.ts';
import { plain, trace } from '../../../../model/traced.ts';
import { isServing } from '../../../../model/views.ts';
import { smallestBody } from './body.ts';
import { testPlan } from './index.ts';
import type { Ask } from './scenario.ts';

const endpoint = (name: string, rest: Partial<Endpoint> = {}): Endpoint => {
  const [method = '', path = ''] = name.split(' ');
  return { name, method, path, parameters: [], examples: [], ...rest };
};

function planOf(endpoints: readonly Endpoint[], changes: Partial<Service> = {}) {
  const { metricsPath: _none, ...silent } = ordersService;
  const over = { ...silent.health, over: 'tcp' } as const;
  const [service] = trace({
    ...ordersWith({}),
    services: [{ ...silent, health: over, endpoints, ...changes }],
  }).services;
  if (!service || !isServing(service)) throw new Error('it serves');
  const { scenarios, unasked } = testPlan(service);
  return {
    asked: scenarios.map(({ title, kind, asks }) => `${kind} ${plain(title)}: ${asks.map(shown).join(', ')}`),
    unasked: unasked.map(({ endpoint: name, reason }) => `${plain(name)}: ${reason}`),
  };
}

const shown = ({ method, path, taken, body, status }: Ask) =>
  [
    `${plain(method)} ${plain(path)}${taken ? `<made>${plain(taken.rest)}` : ''}`,
    ...(body === undefined ? [] : [plain(body)]),
    `${plain(status.from)}-${plain(status.to)}`,
  ].join(' ');

const open = { auth: 'None' };
const tea = { name: 'tea', request: '{"item":"tea"}', status: 201, response: '{"id":"1"}' };

describe('what is asked', () => {
  test('is health first, each path once, as a kubelet judges it', () => {
    const health = { ...ordersService.health, startup: '/health/ready' };
    expect(planOf([], { health }).asked).toEqual([
      'health /health/live says that it is well: GET /health/live 200-399',
      'health /health/ready says that it is well: GET /health/ready 200-399',
    ]);
  });

  test('is not how a probe is in another way: through another port, by a command', () => {
    const probes = [{ name: 'live', command: ['/bin/alive'], headers: [] }] as const;
    const { unasked } = planOf([], { health: { ...ordersService.health, probes } });
    expect(unasked).toEqual(['/health/live: its probe asks in a way of its own']);
  });

  test('is what the document shows: each example, and what it made is read back', () => {
    const made = endpoint('GET /orders/{id}', open);
    expect(planOf([endpoint('POST /orders', { ...open, examples: [tea] }), made]).asked).toEqual([
      'write POST /orders, then GET /orders/{id}: tea: POST /orders {"item":"tea"} 201-201, GET /orders/<made> 200-299',
    ]);
  });

  test('is read back by a property that tests can name: no number', () => {
    const numbered = { ...tea, response: '{"1":"a","id":"b"}' };
    const { asked } = planOf([
      endpoint('POST /orders', { examples: [numbered] }),
      endpoint('GET /orders/{1}'),
    ]);
    expect(asked).toHaveLength(1);
    const unnamed = { ...tea, response: '{"1":"a"}' };
    expect(
      planOf([endpoint('POST /orders', { examples: [unnamed] }), endpoint('GET /orders/{1}')]).asked,
    ).toHaveLength(2);
  });

  test('is deleted only when it was made for that', () => {
    const made = endpoint('POST /orders', { examples: [tea] });
    expect(planOf([made, endpoint('DELETE /orders/{id}')]).asked).toEqual([
      'write POST /orders, then DELETE /orders/{id}: tea: POST /orders {"item":"tea"} 201-201, DELETE /orders/<made> 200-299',
    ]);
    expect(planOf([endpoint('DELETE /orders')]).unasked).toEqual([
      'DELETE /orders: it would delete what nobody can bring back',
    ]);
  });

  test('is only safe where nothing is known', () => {
    const { asked, unasked } = planOf([
      endpoint('GET /items'),
      endpoint('GET /items/{id}'),
      endpoint('POST /items'),
      endpoint('PUT /items/{id}'),
    ]);
    expect(asked).toEqual([
      'read GET /items: GET /items 200-299',
      'read GET /items/{id}: one that may not be there is no fault of the service: GET /items/0 200-499',
    ]);
    expect(unasked).toEqual([
      'POST /items: no document shows a body that it accepts and that holds no secret',
      'PUT /items/{id}: no document says a value for the parameter of its path',
    ]);
  });

  test('holds no secret: who is asked for one must not let a test in', () => {
    expect(planOf([endpoint('GET /me', { auth: 'JWT Bearer' })]).asked).toEqual([
      'refusal GET /me: not without JWT Bearer: GET /me 401-403',
    ]);
    const login = { name: 'login', request: '{"user":"ada","password":"${PASSWORD}"}' };
    expect(planOf([endpoint('POST /login', { examples: [login] })]).asked).toEqual([]);
  });

  test('has the values that the document gives for parameters, and no path that is another one', () => {
    const parameters = [{ name: 'id', value: '../a b?c#d"e' }];
    expect(planOf([endpoint('GET /a/{id}/x', { parameters })]).asked).toEqual([
      'read GET /a/{id}/x: GET /a/%2E%2E%2Fa%20b%3Fc%23d%22e/x 200-299',
    ]);
    const hostile = { name: 'x', method: 'GET', path: '/a b"\n$(id)`?#{', parameters: [], examples: [] };
    expect(planOf([hostile]).asked).toEqual(['read x: GET /a%20b%22%0A$(id)%60%3F%23%7B 200-299']);
  });
});

describe('a body that only its schema describes', () => {
  test.each([
    [
      {
        type: 'object',
        required: ['item'],
        properties: { item: { type: 'string', minLength: 10 }, more: {} },
      },
      '{"item":"example ex"}',
    ],
    [{ type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 3 } } }, '{"n":3}'],
    [
      {
        type: 'object',
        required: ['n'],
        properties: { n: { type: 'integer', exclusiveMinimum: 3, multipleOf: 5 } },
      },
      '{"n":10}',
    ],
    [{ type: 'array', minItems: 2, items: { enum: ['a', 'b'] } }, '["a","a"]'],
    [{ type: 'object', properties: { a: { type: 'string' } } }, '{}'],
    [
      { type: 'object', required: ['mail'], properties: { mail: { type: 'string', format: 'email' } } },
      '{"mail":"someone@example.com"}',
    ],
    [{ type: 'object', required: ['a'], properties: { a: { example: { b: 1 } } } }, '{"a":{"b":1}}'],
  ])('is the least that it takes: %j', (schema, body) => {
    expect(smallestBody(JSON.stringify(schema))).toBe(body);
  });

  test.each([
    ['a pattern', { type: 'object', required: ['a'], properties: { a: { type: 'string', pattern: '^A' } } }],
    ['a reference', { $ref: '#/x' }],
    ['a required property that it does not describe', { type: 'object', required: ['a'] }],
    ['a secret', { type: 'object', required: ['password'], properties: { password: { type: 'string' } } }],
    ['a whole number that cannot be', { type: 'integer', minimum: 5, maximum: 4 }],
    ['nothing at all', true],
  ])('is not made up from %s', (_, schema) => {
    expect(smallestBody(JSON.stringify(schema))).toBeUndefined();
  });
});
