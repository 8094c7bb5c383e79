import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { JournalEntry, Scope } from '../../deliver/engine/store-port.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import type { OpenStore } from '../store.ts';

export const orders: Scope = { service: 'orders', environment: 'local' };
export const shop: Scope = { service: 'shop', environment: 'local' };

export const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'store-')), 'state.db');

/** The store looks into a plan for its id only. */
export const plan = (id: string): DeployPlan => ({ id }) as unknown as DeployPlan;

export const record = (id: string, version = 'v1'): Deploy =>
  ({ id, version, kind: 'deploy', outcome: 'promoted' }) as Deploy;

/** An entry that can be told from others by its number. */
export const entry = (n: number, more: object = {}): JournalEntry => ({
  schemaVersion: 2,
  event: { type: 'overdue', at: n, ...more },
  effects: [],
});

export const numbers = (entries: readonly JournalEntry[]): number[] => entries.map(({ event }) => event.at);

/** Takes the lease of `scope` and begins a deploy; returns the token. */
export function begun(store: OpenStore, id: string, scope: Scope | readonly Scope[] = orders): number {
  const { token } = store.acquireAll('service' in scope ? [scope] : scope);
  store.begin(scope, plan(id), token);
  return token;
}
