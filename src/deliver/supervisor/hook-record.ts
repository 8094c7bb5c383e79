import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { HookRequest } from '../engine/ports.ts';
import type { ProcessId } from '../machine/processes.ts';

/** What is asked for, with the values of its open variables; those are in memory only. */
export interface HookOrder extends Omit<HookRequest, 'openVariables'> {
  readonly secrets: Readonly<Record<string, string>>;
}

/** How a hook ended; without lines of its log, which can be read without secrets only by who knows them. */
export interface HookOutcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly unknown: boolean;
  readonly ending?: Ending;
  /** Why it could not be started. */
  readonly error?: string;
  readonly tookMs: number;
}

export type Ending = 'timed-out' | 'stopped';

export interface SavedHook {
  readonly id: string;
  /** Below the logs, such as `hooks/d1/smoke.log`. */
  readonly log: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly process?: ProcessId;
  readonly ending?: Ending;
  readonly outcome?: HookOutcome;
}

/** Below the logs. */
export const logOf = (deploy: string, name: string): string =>
  join('hooks', fileName(deploy), `${fileName(name)}.log`);

/** Where its exit code is left, below the state folder. */
export function exitFileOf({ id, startedAt }: SavedHook): string {
  const name = createHash('sha256').update(`${id} ${startedAt}`).digest('hex');
  return join('hooks', name.slice(0, 16));
}

/** A name of ours or of the team as the name of a file: it leads nowhere else. */
const fileName = (name: string): string =>
  name
    .replaceAll(/[^\w.~-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100) || '_';
