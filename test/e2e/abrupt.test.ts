import { afterEach, expect, test } from 'vitest';
import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { type DeployDocument, OrdersCopy } from '../bench/orders.ts';

const open: OrdersCopy[] = [];
afterEach(() => {
  for (const orders of open.splice(0)) orders.remove();
});

/** The example with times so short that slow uploads are still in hand when the old instances are told to stop. */
function hurried(): OrdersCopy {
  const orders = new OrdersCopy();
  open.push(orders);
  orders.edit('07_REQ/REQ-01_orders_delivery.md', { '4 seconds': '1 second' });
  orders.edit('09_SPEC/SPEC-01_orders.yaml', {
    'drain_seconds: 10': 'drain_seconds: 1',
    'rollback_window_seconds: 600': 'rollback_window_seconds: 0',
  });
  return orders;
}

/** Replaces `from` by `to` while one POST in two comes in slowly; what client and ledger say. */
async function replaceUnderSlowUploads(from: string, to: string) {
  const orders = hurried();
  const { url } = await orders.json<DeployDocument>('up', '.', '--source', from, '--port', '28100');
  const load = startLoad({
    url,
    requestsPerSecond: 100,
    rampMs: 500,
    connections: 8,
    slowPostShare: 0.5,
    slowPostMs: 3500,
    workload: ordersWorkload(),
  });
  await new Promise(resolve => setTimeout(resolve, 2500));
  const { deploy } = await orders.json<DeployDocument>('up', '.', '--source', to);
  const report = await load.stop();
  const stored = orders.stored();
  const twiceOrNever = report.acknowledged.filter(id => stored.get(id) !== 1);
  return { deploy, report, twiceOrNever };
}

test('a service that finishes what it has in hand after SIGTERM loses nothing, slow uploads included', async () => {
  const { deploy, report, twiceOrNever } = await replaceUnderSlowUploads('v1', 'v2');
  expect(deploy).toMatchObject({ outcome: 'promoted', failed: 0, byCause: {}, byPhase: {} });
  expect({ lost: report.lost, causes: report.lostByCause, twiceOrNever }).toEqual({
    lost: 0,
    causes: {},
    twiceOrNever: [],
  });
});

test('a service that exits at once on SIGTERM loses what it had in hand; the ledger counts it and says in which phase and why', async () => {
  const { deploy, report, twiceOrNever } = await replaceUnderSlowUploads('abrupt', 'v2');
  expect(report.lost).toBeGreaterThan(5);
  expect(deploy.outcome).toBe('promoted');
  expect(deploy.failed).toBe(report.lost);
  expect(deploy.byCause).toEqual({ 'reset-before-response': report.lost });
  expect(deploy.byPhase).toEqual({ stop: report.lost });
  expect(report.lostByCause).toEqual({ 'router:reset-before-response': report.lost });
  // Lost, but not lied about: what was acknowledged is there.
  expect(twiceOrNever).toEqual([]);
});
