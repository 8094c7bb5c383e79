import type { Machine } from '../machine/machine.ts';
import { report } from './report.ts';

const everyMs = 500;

/** Keeps a log small while something writes to it. Returns how to end that, with one last look. */
export function capLog({ clock, logs }: Machine, file: string): () => Promise<void> {
  let running: Promise<void> | undefined;
  // One at a time: two that measure the log before either has cut it would cut it twice.
  const look = (): Promise<void> => {
    running ??= logs
      .keepEnd(file)
      .catch(report)
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const looks = clock.every(everyMs, () => void look());
  return async () => {
    looks.cancel();
    await running;
    await look();
  };
}
