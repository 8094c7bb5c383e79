import { describe, expect, it } from 'vitest';
import { Folder } from './command-line.ts';

describe('a command that there is not', () => {
  it.each([
    ['genrate', 'generate'],
    ['statsu', 'status'],
    ['pln', 'plan'],
  ])('%s asks for %s', (typed, meant) => {
    const { status, stderr } = new Folder().run(typed);
    expect(status).toBe(64);
    expect(stderr).toBe(
      `error: unknown command '${typed}'\n(Did you mean ${meant}?)\n(add --help for the options)\n`,
    );
  });

  it.each(['bogus', 'router-x', 'x'])('%s is near to none, and none is suggested', typed => {
    expect(new Folder().run(typed).stderr).toBe(
      `error: unknown command '${typed}'\n(add --help for the options)\n`,
    );
  });
});

it('what was typed steers no terminal, in a command or an option', () => {
  const folder = new Folder();
  expect(folder.run('x\u001b[31m').stderr).toContain("unknown command 'x\\u{1b}[31m'\n");
  expect(folder.run('plan', '--x\u001b[31m').stderr).toContain("unknown option '--x\\u{1b}[31m'\n");
});
