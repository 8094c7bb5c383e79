import { existsSync } from 'node:fs';
import type { Scope } from '../../deliver/engine/ports.ts';
import { failure } from '../../errors/index.ts';
import { type OpenStore, openStore } from '../../store/store.ts';
import { existingFolder } from '../existing-folder.ts';
import { projectState } from './place.ts';

export interface Where {
  readonly folder: string;
  readonly environment: string;
}

/** What a folder's state knows of an environment, without any document. */
export interface KnownState extends Where {
  readonly store: OpenStore;
  /** The services that were ever deployed there, the latest first; at least one. */
  readonly scopes: readonly Scope[];
}

/** Runs `act` with the state of a folder and closes it. @throws Failure `folder-missing`, `nothing-runs`. */
export async function withState<T>(where: Where, act: (state: KnownState) => T | Promise<T>): Promise<T> {
  const { folder, environment } = where;
  existingFolder(folder, '.');
  const { store: file } = projectState(folder);
  if (!existsSync(file)) throw failure('nothing-runs', { folder, environment });
  const store = openStore(file);
  try {
    const scopes = store.scopes().filter(scope => scope.environment === environment);
    if (scopes.length === 0) throw failure('nothing-runs', { folder, environment });
    return await act({ ...where, store, scopes });
  } finally {
    store.close();
  }
}

/** The service that is meant. @throws Failure `service-not-deployed`, `service-open` where there are several. */
export function chosenScope({ scopes, environment }: KnownState, name: string | undefined): Scope {
  const known = scopes.map(({ service }) => service);
  const [only, ...others] = name === undefined ? scopes : scopes.filter(({ service }) => service === name);
  if (only && others.length === 0) return only;
  if (name === undefined) throw failure('service-open', { known });
  throw failure('service-not-deployed', { name, environment, known });
}
