import { expect, test } from 'vitest';
import { hookExit } from './hook-exit.ts';

const unseen = { code: null, signal: null };

test('the exit file says how a hook ended, whoever saw it', () => {
  expect(hookExit('0\n', unseen)).toEqual({ code: 0, signal: null, unknown: false });
  expect(hookExit('7\n', { code: 7, signal: null })).toEqual({ code: 7, signal: null, unknown: false });
  expect(hookExit('143\n', unseen)).toEqual({ code: null, signal: 'SIGTERM', unknown: false });
  expect(hookExit('255\n', unseen)).toEqual({ code: 255, signal: null, unknown: false });
});

test('without the file the shell itself counts; where nobody saw it either, nothing is known', () => {
  expect(hookExit(undefined, { code: null, signal: 'SIGKILL' })).toEqual({
    code: null,
    signal: 'SIGKILL',
    unknown: false,
  });
  for (const torn of [undefined, '', '0', '00000\n', 'garbage\n'])
    expect(hookExit(torn, unseen)).toEqual({ code: null, signal: null, unknown: true });
});

test('a hook that was held back and never let go has not run', () => {
  expect(hookExit('never\n', unseen)).toBe('never');
});
