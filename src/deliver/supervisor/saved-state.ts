import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../../errors/index.ts';
import type { ProcessId } from '../control/processes.ts';
import type { GroupSpec, SavedSlot } from './group.ts';

/** What a supervisor must know to take over from one that died. No secret is in it. */
export interface SavedState {
  readonly schemaVersion: 1;
  readonly token: number;
  readonly groups: readonly SavedGroup[];
  readonly companions: readonly SavedCompanion[];
}

export interface SavedGroup {
  readonly spec: GroupSpec;
  readonly slots: readonly SavedSlot[];
  readonly stopAt?: number;
}

export interface SavedCompanion {
  readonly name: string;
  readonly command: readonly string[];
  readonly process?: ProcessId;
}

/** @throws Failure `supervisor-version` for a state that another version wrote. */
export function loadState(file: string): SavedState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { schemaVersion: 1, token: 0, groups: [], companions: [] };
  }
  const state = JSON.parse(text) as SavedState;
  if (state.schemaVersion !== 1)
    throw failure('supervisor-version', { file, found: String(state.schemaVersion), known: 1 });
  return state;
}

/** Durable when it returns: written beside, flushed, renamed, the folder flushed. */
export function saveState(file: string, state: SavedState): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const beside = `${file}.new`;
  writeFileSync(beside, JSON.stringify(state), { flush: true, mode: 0o600 });
  renameSync(beside, file);
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
