import { Command } from 'commander';
import { expect, test } from 'vitest';
import { shellWord } from '../errors/index.ts';
import { commands as modules } from './commands.ts';
import { commands } from './names.ts';
import { openOutput } from './output.ts';
import { pasteable, programName } from './pasteable.ts';

test('a text that tells to run a command names the program as it is called here', () => {
  expect(pasteable('fix: devops-flow up . --env local', './devops-flow')).toBe(
    'fix: ./devops-flow up . --env local',
  );
  expect(pasteable('run `devops-flow rollback`; see devops-flow status', '/opt/a b')).toBe(
    'run `/opt/a b rollback`; see /opt/a b status',
  );
});

test('a text that speaks of the program is left alone, and so is a path', () => {
  for (const text of [
    'devops-flow itself failed',
    'this devops-flow knows 1',
    './devops-flow up .',
    '.devops-flow/lock.json',
  ]) {
    expect(pasteable(text, '/x/devops-flow')).toBe(text);
  }
});

test('a name with a dollar sign is taken literally, and a word is quoted where a shell would not take it as it is', () => {
  expect(pasteable('devops-flow up', "'/a$&b'")).toBe("'/a$&b' up");
  expect([shellWord('out/orders'), shellWord("it's here")]).toEqual(['out/orders', "'it'\\''s here'"]);
});

test('installed as a package, the program is called by its name', () => {
  expect(programName(['node', '/usr/lib/node_modules/devops-flow/dist/main.cjs'], '/home')).toBe(
    'devops-flow',
  );
});

test('the names are those of the commands that help lists', () => {
  const program = new Command();
  const output = openOutput({ json: false, name: 'devops-flow' });
  for (const { register } of modules) register(program, { output, exit: () => undefined, self: [] });
  const hidden = new Set(['supervisor', 'router', 'load']);
  const listed = program.commands.map(command => command.name()).filter(name => !hidden.has(name));
  expect(listed.sort()).toEqual([...commands].sort());
});
