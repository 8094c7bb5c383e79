import { describe, expect, it } from 'vitest';
import { ordersWorkload } from './orders.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the traffic of the orders service', () => {
  it('is one guest order in ten', () => {
    const { post } = ordersWorkload();
    const orders = Array.from({ length: 100 }, () => JSON.parse(post().body) as { customer?: unknown });
    expect(orders.filter(order => order.customer === undefined).length).toBe(10);
  });

  it('reads the acknowledged orders in turn, and its health before there are any', () => {
    const { get, post } = ordersWorkload();
    expect(get()).toBe('/health/live');
    for (const n of [1, 2]) expect(post().idOf(JSON.stringify({ id: id(n) }))).toBe(id(n));
    expect(new Set([get(), get()])).toEqual(new Set([`/orders/${id(1)}`, `/orders/${id(2)}`]));
  });

  it('takes nothing for an id that could lead a request astray', () => {
    const { post } = ordersWorkload();
    for (const body of ['{"id":"../health"}', '{"id":7}', '{}', 'null', 'no json'])
      expect(post().idOf(body)).toBeUndefined();
  });
});
