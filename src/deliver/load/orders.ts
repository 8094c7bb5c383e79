import type { Workload } from './workload.ts';

const remembered = 500;
const guestEvery = 10;

/**
 * The traffic of a shop, for the example service: orders of which one in ten is a guest's, without a customer, and
 * reads of the orders that were acknowledged last, in turn.
 */
export function ordersWorkload(): Workload {
  const ids: string[] = [];
  let [posted, read, stored] = [0, 0, 0];

  function idOf(responseBody: string): string | undefined {
    const id = idIn(responseBody);
    if (id === undefined) return undefined;
    ids[stored % remembered] = id;
    stored += 1;
    return id;
  }

  return {
    get: () => {
      read += 1;
      const id = ids[read % Math.max(1, ids.length)];
      return id === undefined ? '/health/live' : `/orders/${id}`;
    },
    post: () => {
      posted += 1;
      const order = { item: `lamp ${posted}`, quantity: 1 + (posted % 5) };
      const customer = posted % guestEvery === 0 ? {} : { customer: { name: `customer ${posted}` } };
      return { path: '/orders', body: JSON.stringify({ ...order, ...customer }), idOf };
    },
  };
}

function idIn(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
