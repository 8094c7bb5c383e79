import { failure } from '../../errors/index.ts';
import type { ProcessId } from '../machine/processes.ts';
import type { SavedHook } from './hook-record.ts';
import type { GroupSpec } from './instructions.ts';
import type { SavedOversight } from './overseer.ts';
import type { SavedMender } from './table-mender.ts';

/** What a supervisor must know to take over from one that died. No secret is in it. */
export interface SavedState {
  readonly schemaVersion: 2;
  readonly token: number;
  readonly groups: readonly SavedGroup[];
  readonly companions: readonly SavedCompanion[];
  readonly hooks: readonly SavedHook[];
  readonly oversight?: SavedOversight;
  readonly mender?: SavedMender;
}

export interface SavedGroup {
  readonly spec: GroupSpec;
  readonly slots: readonly SavedInstance[];
  /** Milliseconds since the epoch. */
  readonly stopAt?: number;
  /** It was being stopped when this was written: whoever takes over goes on with that. */
  readonly stopping?: true;
}

export interface SavedInstance {
  readonly id: string;
  readonly port: number;
  readonly process: ProcessId | undefined;
  readonly restarts: number;
  /** It was being stopped when this was written. */
  readonly leaving?: true;
  /** Folder of its control group. */
  readonly cgroup?: string;
}

export interface SavedCompanion {
  readonly name: string;
  readonly command: readonly string[];
  readonly process?: ProcessId;
}

/** Version 1 knew one group a release, and neither hooks nor who drives a deploy. */
interface Version1 {
  readonly schemaVersion: 1;
  readonly token: number;
  readonly groups: readonly (Omit<SavedGroup, 'spec'> & { readonly spec: Omit<GroupSpec, 'group'> })[];
  readonly companions: readonly SavedCompanion[];
}

/** The name of the state file in a state folder. */
export const stateFileName = 'supervisor.json';

/** The text of a state file; undefined where there is none. @throws Failure `supervisor-version`. */
export function parseState(text: string | undefined, file: string): SavedState {
  if (text === undefined) return { schemaVersion: 2, token: 0, groups: [], companions: [], hooks: [] };
  const state = JSON.parse(text) as SavedState | Version1;
  if (state.schemaVersion === 2) return state;
  if (state.schemaVersion === 1) return fromVersion1(state);
  const { schemaVersion: found } = state as { schemaVersion: unknown };
  throw failure('supervisor-version', { file, found: String(found), known: 2 });
}

function fromVersion1({ token, groups, companions }: Version1): SavedState {
  return {
    schemaVersion: 2,
    token,
    groups: groups.map(saved => ({ ...saved, spec: { ...saved.spec, group: saved.spec.release } })),
    companions,
    hooks: [],
  };
}
