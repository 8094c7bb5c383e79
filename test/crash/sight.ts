import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callControl } from '../../src/deliver/control/call.ts';
import type { Instance } from '../../src/deliver/engine/ports.ts';
import type { JournalEntry } from '../../src/deliver/engine/store-port.ts';
import type { RouterTable } from '../../src/deliver/engine/table.ts';
import { readTable } from '../../src/deliver/router/table-file.ts';
import { parseState, stateFileName } from '../../src/deliver/supervisor/saved-state.ts';
import { openStore } from '../../src/store/store.ts';
import { type CrashProject, scope } from './project.ts';

/** What is true of a project at one moment, as its files, its supervisor and the machine tell it. */
export interface Sight {
  /** By the history. */
  readonly serving: string | undefined;
  readonly deploys: number;
  readonly lastOutcome: string | undefined;
  /** id of the deploy that has not ended. */
  readonly underWay: string | undefined;
  /** Of that deploy, else of the one that ended last. */
  readonly journal: readonly JournalEntry[];
  /** pid of who holds the lease. */
  readonly holder: number | undefined;
  readonly table: RouterTable | undefined;
  readonly instances: readonly Instance[];
}

export async function look(project: CrashProject): Promise<Sight> {
  const { supervisorSocket, tableFile } = project.place;
  const instances = await callControl<Instance[]>(supervisorSocket, 'observe');
  const store = openStore(project.storeFile);
  try {
    const [last] = store.history(scope, 1);
    const underWay = store.unfinished(scope)?.id;
    const deploy = underWay ?? last?.record.id;
    return {
      serving: last?.serving,
      deploys: store.history(scope, 10_000).length,
      lastOutcome: last?.record.outcome,
      underWay,
      journal: deploy === undefined ? [] : store.entries(deploy),
      holder: store.holder(scope),
      table: readTable(tableFile),
      instances,
    };
  } finally {
    store.close();
  }
}

/** Groups with their number of instances. */
export function groupsOf({ instances }: Pick<Sight, 'instances'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { group } of instances) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

/** Groups that get requests by the router's table. */
export const carrying = ({ table }: Pick<Sight, 'table'>): string[] =>
  Object.entries(table?.split ?? {}).flatMap(([group, weight]) => (weight > 0 ? [group] : []));

/** Processes of the project that the supervisor does not know: nobody would ever end them. */
export function orphans(project: CrashProject): string[] {
  const known = new Set(knownPids(project));
  return processesOf(project.folder)
    .filter(({ pid }) => !known.has(pid) && pid !== process.pid)
    .map(({ pid, line }) => `${pid} ${line}`);
}

function knownPids({ place: { folder } }: CrashProject): number[] {
  const file = join(folder, stateFileName);
  const state = parseState(existsSync(file) ? readFileSync(file, 'utf8') : undefined, file);
  const claim = join(folder, 'supervisor.pid');
  const supervisor = existsSync(claim)
    ? [(JSON.parse(readFileSync(claim, 'utf8')) as { pid: number }).pid]
    : [];
  const companions = state.companions.map(({ process }) => process?.pid ?? 0);
  return [
    ...supervisor,
    ...companions,
    ...state.groups.flatMap(({ slots }) => slots.map(({ process }) => process?.pid ?? 0)),
  ];
}

/** All whose command line, folder or environment names the project. */
export function processesOf(folder: string): { readonly pid: number; readonly line: string }[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      const [line, environment] = [read(`/proc/${name}/cmdline`), read(`/proc/${name}/environ`)];
      const isOurs = line.includes(folder) || environment.includes(folder);
      return isOurs ? [{ pid: Number(name), line: line.split('\0').join(' ').slice(0, 200) }] : [];
    });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
