import type { Artifact } from '../artifacts/shared/artifact.ts';
import type { Inputs, Lock, LockEntry } from './lock.ts';

/** One family to be written to one folder (relative to the project root, "." for the root itself). */
export interface Scope {
  readonly family: string;
  readonly output: string;
  readonly inputs: Inputs;
  readonly artifacts: readonly Artifact[];
}

/** The files that are ours to write. */
export const writable = (scope: Scope) => scope.artifacts.filter(artifact => artifact.ownership !== 'yours');

type Owner = Pick<Scope, 'family' | 'output'>;

export const isOf = (entry: LockEntry, { family, output }: Owner) =>
  entry.family === family && entry.output === output;

/** What the lock says of a scope. */
export const entryOf = (lock: Lock, owner: Owner) => lock.entries.find(entry => isOf(entry, owner));
