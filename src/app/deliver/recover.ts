import type { Deploy } from '../../deliver/engine/deploy.ts';
import { mendTable } from './delivery.ts';
import { inSession, type SessionOptions } from './session.ts';
import { withState } from './state.ts';

export interface RecoverOptions extends SessionOptions {
  /** Which service; all that were deployed to the environment otherwise. */
  readonly name?: string;
}

export interface RecoverResult {
  /** How the deploy ended that was cut off; null when none was. */
  readonly recovered: Deploy | null;
}

/** Finishes or undoes deploys that were cut off, and starts supervisors that have died. Nothing new is deployed. */
export async function recoverOnly(options: RecoverOptions): Promise<RecoverResult> {
  const services = await withState(options, ({ scopes }) =>
    scopes.map(({ service }) => service).filter(service => service === (options.name ?? service)),
  );
  let last: Deploy | undefined;
  const done = new Set<string>();
  for (const service of services) {
    if (done.has(service)) continue;
    const recovered = await inSession(options, [service], async session => {
      if (!session.recovered) await mendTable(session);
      return session.recovered;
    });
    for (const member of recovered?.members ?? []) done.add(member.service);
    last = recovered ?? last;
  }
  return { recovered: last ?? null };
}
