import { existsSync } from 'node:fs';
import type { ScopeOverview } from '../../deliver/engine/store-port.ts';
import { openStore } from '../../store/store.ts';
import { existingFolder } from '../existing-folder.ts';
import { projectState } from './place.ts';

export interface ServicesResult {
  readonly services: readonly {
    readonly service: string;
    readonly environment: string;
    /** Release id that serves, by the history. */
    readonly serving: string | null;
    /** The deploy that is under way. */
    readonly running: { readonly id: string; readonly startedAt: string } | null;
    /** How the last deploy ended. */
    readonly last: {
      readonly id: string;
      readonly version: string;
      readonly kind: string;
      readonly outcome: string;
      readonly endedAt: string;
    } | null;
  }[];
}

/** Every service that was ever deployed from a folder, by environment and name. Asks no process: one query. */
export function services(folder: string): ServicesResult {
  existingFolder(folder, '.');
  const { store: file } = projectState(folder);
  if (!existsSync(file)) return { services: [] };
  const store = openStore(file);
  try {
    return { services: store.overview().map(lineOf) };
  } finally {
    store.close();
  }
}

const lineOf = ({ scope, serving, running, last }: ScopeOverview): ServicesResult['services'][number] => ({
  ...scope,
  serving,
  running: running && { id: running.id, startedAt: new Date(running.startedAt).toISOString() },
  last: last && { ...last, endedAt: new Date(last.endedAt).toISOString() },
});
