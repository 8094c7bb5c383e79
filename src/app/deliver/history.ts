import type { Deploy } from '../../deliver/engine/deploy.ts';
import { withState } from './state.ts';

export interface HistoryResult {
  readonly deploys: readonly (Deploy & { readonly startedAt: string; readonly endedAt: string })[];
}

export interface HistoryOptions {
  readonly folder: string;
  readonly environment: string;
  readonly name?: string;
  readonly limit: number;
}

/** The deploys of an environment, or of one service there, newest first. */
export function history(options: HistoryOptions): Promise<HistoryResult> {
  return withState(options, ({ store, scopes }) => {
    const wanted = scopes.filter(({ service }) => service === (options.name ?? service));
    const found = wanted.flatMap(scope => store.history(scope, options.limit));
    const newestFirst = [...new Map(found.map(deploy => [deploy.plan.id, deploy])).values()].sort(
      (a, b) => b.startedAt - a.startedAt,
    );
    return {
      deploys: newestFirst.slice(0, options.limit).map(({ record, startedAt, endedAt }) => ({
        ...record,
        startedAt: new Date(startedAt).toISOString(),
        endedAt: new Date(endedAt).toISOString(),
      })),
    };
  });
}
