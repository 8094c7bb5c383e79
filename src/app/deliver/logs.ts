import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import { failure } from '../../errors/index.ts';
import { type Place, placeOf } from './place.ts';
import { memberOf } from './serving.ts';
import { chosenScope, withState } from './state.ts';

export interface LogsOptions {
  readonly folder: string;
  readonly environment: string;
  /** Which service, where several were deployed. */
  readonly name?: string;
  /** Version or release id; what serves now otherwise. */
  readonly release?: string;
  readonly lines: number;
}

export interface LogsResult {
  readonly release: string | null;
  readonly instances: readonly {
    readonly id: string;
    readonly file: string;
    readonly lines: readonly string[];
  }[];
}

/** The last lines of each instance's log. */
export async function logs(options: LogsOptions): Promise<LogsResult> {
  const { service, history } = await withState(options, state => {
    const scope = chosenScope(state, options.name);
    return { service: scope.service, history: state.store.history(scope, 100) };
  });
  const place = placeOf(options.folder, options.environment, service);
  const known = history.flatMap(({ plan }) => memberOf(plan, service)?.next ?? []);
  const wanted = options.release;
  const release =
    wanted === undefined
      ? history[0]?.serving
      : (known.find(({ id, version }) => version === wanted || id.startsWith(wanted))?.id ?? wanted);
  if (release === undefined) return { release: null, instances: [] };
  const result = await readLogs(place, release, options.lines);
  if (wanted !== undefined && result.instances.length === 0)
    throw failure('logs-unknown', { release: wanted });
  return result;
}

/** The last `lines` lines of each instance of a release, whether it still runs or not. */
export async function readLogs(place: Place, release: string, lines: number): Promise<LogsResult> {
  const files = await realMachine.logs.list(join(place.folder, 'logs', release));
  const instances = await Promise.all(
    files.map(async file => ({
      id: basename(file, '.log'),
      file,
      lines: await realMachine.logs.tail(file, lines),
    })),
  );
  return { release, instances };
}

const followEveryMs = 200;

/** Hands on what is appended to the files, until the signal ends it. */
export async function follow(
  files: readonly { id: string; file: string }[],
  say: (id: string, line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const handles = await Promise.all(
    files.map(async ({ id, file }) => ({ id, file, handle: await open(file, 'r') })),
  );
  const readers = await Promise.all(
    handles.map(async ({ id, file, handle }) => ({
      id,
      file,
      handle,
      at: (await handle.stat()).size,
      rest: '',
    })),
  );
  while (!signal.aborted) {
    for (const reader of readers) {
      const { size } = await reader.handle.stat();
      // Rotated: what was at the front lies in the file beside it now.
      if (size < reader.at) reader.at = Math.max(0, reader.at - realMachine.logs.size(`${reader.file}.1`));
      const buffer = Buffer.alloc(size - reader.at);
      await reader.handle.read(buffer, 0, buffer.length, reader.at);
      reader.at = size;
      const parts = (reader.rest + buffer.toString('utf8')).split('\n');
      reader.rest = parts.pop() ?? '';
      for (const line of parts) say(reader.id, line);
    }
    await sleep(followEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(handles.map(({ handle }) => handle.close()));
}
