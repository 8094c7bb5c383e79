import { expect, test } from 'vitest';
import { type Outcome, schedule } from './schedule.ts';

const task = (id: string, ...needs: readonly string[]) => ({ id, needs });

async function ran(tasks: readonly ReturnType<typeof task>[], failing: readonly string[] = [], width = 2) {
  const order: string[] = [];
  let [now, most] = [0, 0];
  const outcomes = await schedule(tasks, width, async ({ id }): Promise<Outcome> => {
    order.push(id);
    most = Math.max(most, ++now);
    await new Promise(resolve => setImmediate(resolve));
    now -= 1;
    return failing.includes(id) ? 'failed' : 'passed';
  });
  return { order, most, outcomes: Object.fromEntries(outcomes) };
}

test('a task runs once all that it needs has ended, and no more run at once than may', async () => {
  const tasks = [
    task('lint'),
    task('test'),
    task('audit'),
    task('build', 'lint', 'test'),
    task('deploy', 'build'),
  ];
  const { order, most } = await ran(tasks);
  expect(order).toEqual(['lint', 'test', 'audit', 'build', 'deploy']);
  expect(most).toBe(2);
});

test('what needs a task that failed is not run, nor what needs that; the others are', async () => {
  const tasks = [task('lint'), task('test'), task('build', 'lint'), task('deploy', 'build')];
  expect((await ran(tasks, ['lint'])).outcomes).toEqual({
    lint: 'failed',
    test: 'passed',
    build: 'not-run',
    deploy: 'not-run',
  });
});

test('a need that is not among the tasks counts as done', async () => {
  expect((await ran([task('deploy', 'build')])).outcomes).toEqual({ deploy: 'passed' });
});

test('tasks that wait for each other are not run', async () => {
  expect((await ran([task('a', 'b'), task('b', 'a')])).outcomes).toEqual({ a: 'not-run', b: 'not-run' });
});
