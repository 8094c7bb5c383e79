import type { Deploy } from '../../deliver/engine/deploy.ts';
import { inSession, openState, type SessionOptions } from './session.ts';

export interface RecoverResult {
  /** How the deploy ended that was cut off; null when none was. */
  readonly recovered: Deploy | null;
}

/** Finishes or undoes a deploy that was cut off, and starts a supervisor that has died. Nothing new is deployed. */
export async function recoverOnly(options: SessionOptions): Promise<RecoverResult> {
  const { store, scope } = openState(options.folder, options.environment);
  store.close();
  return inSession(options, scope.service, async session => ({ recovered: session.recovered ?? null }));
}
