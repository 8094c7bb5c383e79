import type { Deploy } from '../../deliver/engine/deploy.ts';
import { openState } from './session.ts';

export interface HistoryResult {
  readonly deploys: readonly (Deploy & { readonly startedAt: string; readonly endedAt: string })[];
}

/** The deploys of an environment, newest first. */
export function history(options: { folder: string; environment: string; limit: number }): HistoryResult {
  const { store, scope } = openState(options.folder, options.environment);
  try {
    const deploys = store.history(scope, options.limit).map(deploy => ({
      ...deploy.record,
      startedAt: new Date(deploy.startedAt).toISOString(),
      endedAt: new Date(deploy.endedAt).toISOString(),
    }));
    return { deploys };
  } finally {
    store.close();
  }
}
