export type Outcome = 'passed' | 'failed' | 'not-exercised' | 'not-run';

/** Something to do, and what has to be done before it. */
export interface Task {
  readonly id: string;
  readonly needs: readonly string[];
}

/**
 * Runs tasks, each once what it needs has ended, at most `width` at a time. What needs a task that failed, or one that
 * was not run, is not run. Needs that are not among the tasks count as done.
 */
export async function schedule<T extends Task>(
  tasks: readonly T[],
  width: number,
  run: (task: T) => Promise<Outcome>,
): Promise<ReadonlyMap<string, Outcome>> {
  const done = new Map<string, Outcome>();
  const known = new Set(tasks.map(({ id }) => id));
  const waiting = new Set(tasks);
  const running = new Set<Promise<void>>();
  const stateOf = ({ needs }: T): 'ready' | 'blocked' | 'waiting' => {
    const before = needs.filter(id => known.has(id)).map(id => done.get(id));
    if (before.some(outcome => outcome === 'failed' || outcome === 'not-run')) return 'blocked';
    return before.includes(undefined) ? 'waiting' : 'ready';
  };
  for (;;) {
    for (const task of waiting) {
      const state = stateOf(task);
      if (state === 'blocked') {
        waiting.delete(task);
        done.set(task.id, 'not-run');
      } else if (state === 'ready' && running.size < width) {
        waiting.delete(task);
        const ended = run(task).then(outcome => {
          done.set(task.id, outcome);
          running.delete(ended);
        });
        running.add(ended);
      }
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  // What is left waits for itself.
  for (const { id } of waiting) done.set(id, 'not-run');
  return done;
}
