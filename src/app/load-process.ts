import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type LoadReport, startLoad } from '../deliver/load/load.ts';
import { ordersWorkload } from '../deliver/load/orders.ts';
import type { Self } from './daemons.ts';

/** What the load is told; it answers `stop` with its report. */
type Message = { do: 'mark'; name: string } | { do: 'stop' };

export interface RunningLoad {
  mark(name: string): void;
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
  const args = [
    'load',
    '--url',
    flags.url,
    '--rate',
    String(flags.requestsPerSecond),
    '--connections',
    String(flags.connections),
  ];
  const child = fork(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    mark: name => void child.send({ do: 'mark', name } satisfies Message),
    stop: async () => {
      const answer = once(child, 'message');
      child.send({ do: 'stop' } satisfies Message);
      const [report] = (await answer) as [LoadReport];
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
