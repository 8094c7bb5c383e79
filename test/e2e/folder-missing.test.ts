import { describe, expect, it } from 'vitest';
import { Folder } from './command-line.ts';

/** A generated project with a file beside it; a plan is kept, so that every command could find something to work on. */
function project(): Folder {
  const folder = new Folder();
  folder.write('devops-flow.yaml', 'name: shop\nlanguage: node\nport: 3000\n');
  folder.write('notes.txt', 'mine\n');
  folder.run('generate');
  folder.run('plan', '--save', 'shop.plan.json');
  return folder;
}

/** The first line that a command prints; problems are the answer of `check`, which has them on stdout. */
function answer(folder: Folder, command: string, name: string): string {
  const { status, stdout, stderr } = folder.run(...command.split(' '), name);
  return `exit ${status}: ${(stderr + stdout).split('\n')[0]}`;
}

const commands = [
  'add docker --folder',
  'check',
  'down',
  'eject --yes',
  'explain service.port --folder',
  'explain --unused --folder',
  'generate',
  'generate --plan shop.plan.json',
  'history',
  'init',
  'logs',
  'plan',
  'plan --base HEAD',
  'recover',
  'rollback',
  'status',
  'up',
  'upgrade',
  'upgrade --plan',
];

describe('a folder that a command names and that is none', () => {
  it('is refused by every command that takes one, and the project around it is left alone', () => {
    const folder = project();
    const before = folder.traces();
    for (const command of commands) {
      expect([command, answer(folder, command, 'shopp')]).toEqual([
        command,
        'exit 1: error[folder-missing]: there is no folder shopp',
      ]);
    }
    expect(folder.traces()).toEqual(before);
  });

  it('is called a file outside of the project too', () => {
    const [folder, other] = [project(), new Folder()];
    other.write('notes.txt', 'mine\n');
    const file = `${other.path}/notes.txt`;
    for (const command of ['check', 'generate', 'plan', 'up', 'upgrade'])
      expect([command, answer(folder, command, file)]).toEqual([
        command,
        `exit 1: error[folder-missing]: ${file} is a file, not a folder`,
      ]);
  });

  it('is called a file where it is one', () => {
    const folder = project();
    const before = folder.traces();
    for (const command of commands) {
      expect([command, answer(folder, command, 'notes.txt')]).toEqual([
        command,
        'exit 1: error[folder-missing]: notes.txt is a file, not a folder',
      ]);
    }
    expect(folder.traces()).toEqual(before);
  });
});
