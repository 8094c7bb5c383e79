import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type LoadReport, startLoad } from '../deliver/load/load.ts';
import { ordersWorkload } from '../deliver/load/orders.ts';
import { failure } from '../errors/index.ts';
import type { Self } from './deliver/daemons.ts';

/** What the load is told; it answers `stop` with its report. */
type Message = { do: 'mark'; name: string } | { do: 'stop' };

export interface RunningLoad {
  mark(name: string): void;
  /** @throws Failure `load-ended` when the process has died, whenever that was. */
  stop(): Promise<LoadReport>;
}

export interface LoadFlags {
  readonly url: string;
  readonly requestsPerSecond: number;
  readonly connections: number;
}

/** The load generator as a process of its own, so that our own work does not delay what it measures. */
export function forkLoad(self: Self, flags: LoadFlags): RunningLoad {
  const [, program = ''] = self;
  const { url, requestsPerSecond, connections } = flags;
  const rates = ['--rate', String(requestsPerSecond), '--connections', String(connections)];
  const child = fork(program, ['load', '--url', url, ...rates], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // `close`, not `exit`: a report that was sent before is read by then.
  const died = new Promise<never>((_, reject) => {
    child.once('error', error => reject(failure('load-ended', { how: error.message })));
    child.once('close', (code, signal) =>
      reject(failure('load-ended', { how: signal ?? `exit code ${code}` })),
    );
  });
  // Told by `stop`; until then nobody waits for it.
  died.catch(() => undefined);
  const send = (message: Message) => {
    // To one that has died nothing can be said; `stop` reports it.
    if (child.connected) child.send(message, () => undefined);
  };
  return {
    mark: name => send({ do: 'mark', name }),
    stop: async () => {
      const answer = new Promise<LoadReport>(resolve => {
        child.once('message', report => resolve(report as LoadReport));
      });
      send({ do: 'stop' });
      const report = await Promise.race([answer, died]);
      child.disconnect();
      return report;
    },
  };
}

/** Runs in the child: loads the example service until it is told to stop or its parent is gone. */
export async function serveLoad(flags: LoadFlags): Promise<void> {
  const load = startLoad({ ...flags, workload: ordersWorkload() });
  // Ctrl-C is the parent's to answer; without a parent there is nobody to load for.
  process.on('SIGINT', () => undefined);
  process.on('message', (message: Message) => {
    if (message.do === 'mark') load.mark(message.name);
    else void load.stop().then(report => process.send?.(report));
  });
  await once(process, 'disconnect');
  await load.stop();
}
