import { randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

const newline = 0x0a;

/**
 * Orders as JSON lines in DATA_DIR/orders.jsonl, shared by several processes: each order is one write to a file that
 * is open for appending, so lines never mix, and its id is unique everywhere. An order is acknowledged only after
 * fdatasync; orders that arrive meanwhile share the next one. What other processes appended is read on a miss.
 */
export async function openOrders(folder) {
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'orders.jsonl'), 'a+');
  const known = new Map();
  const sync = share(() => file.datasync());
  // A reader must see everything that was appended before it asked.
  const catchUp = share(readOn);
  let offset = 0;

  async function readOn() {
    const { size } = await file.stat();
    const chunk = Buffer.allocUnsafe(Math.min(size - offset, 1024 * 1024));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, offset);
    // A line without its end is still being written; it is read again next time.
    const complete = chunk.subarray(0, bytesRead).lastIndexOf(newline) + 1;
    for (const line of chunk.toString('utf8', 0, complete).split('\n')) remember(line);
    offset += complete;
    if (complete > 0 && offset < size) await readOn();
  }

  function remember(line) {
    if (line === '') return;
    try {
      const order = JSON.parse(line);
      known.set(order.id, order);
    } catch {
      // A line that a full disk cut short was never acknowledged.
    }
  }

  async function add({ item, quantity, customer }) {
    const order = { id: randomUUID(), createdAt: new Date().toISOString(), item, quantity };
    if (customer) order.customer = { name: customer.name };
    const line = Buffer.from(`${JSON.stringify(order)}\n`);
    const { bytesWritten } = await file.write(line);
    if (bytesWritten < line.length) {
      // The disk is full: end the torn line, so that the next order does not become part of it.
      await file.write('\n').catch(() => undefined);
      throw new Error('the order was written only in part');
    }
    await sync();
    known.set(order.id, order);
    return order;
  }

  async function get(id) {
    if (!known.has(id)) await catchUp();
    return known.get(id);
  }

  async function newest(limit) {
    await catchUp();
    return [...known.values()].slice(-limit).reverse();
  }

  return {
    add,
    get,
    newest,
    catchUp,
    close: () => file.close(),
    get size() {
      return known.size;
    },
  };
}

/** Callers that come while it runs share the run that starts after it: what they came for is surely part of that. */
function share(run) {
  let running;
  let next;
  const start = () => {
    next = undefined;
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (next) return next;
    if (!running) return start();
    next = running.then(start, start);
    return next;
  };
}
