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

export const isOf = (entry: LockEntry, scope: Scope) =>
  entry.family === scope.family && entry.output === scope.output;

/** What the lock says of a scope. */
export const entryOf = (lock: Lock, scope: Scope) => lock.entries.find(entry => isOf(entry, scope));
