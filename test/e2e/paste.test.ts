import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TestProject, unusedPort, wellBehaved } from './project.ts';

const open: TestProject[] = [];
afterEach(async () => {
  for (const project of open.splice(0)) await project.run('down', 'my shop');
});

/** The commands that a text tells to run: from the program's name to the end of the sentence. */
function commandsIn(text: string): string[] {
  return [
    ...text.matchAll(/(?:^|[\s`])((?:[^\s`]*\/)?devops-flow [a-z](?:[^\n`;]*?))(?=`|;| {2,}|\n|$)/gm),
  ].map(match => match[1] ?? '');
}

test('every command that is printed works when it is pasted, also for a folder with a space in its name', async () => {
  const project = new TestProject({ port: await unusedPort() });
  open.push(project);
  const inner = join(project.folder, 'my shop');
  mkdirSync(inner);
  for (const name of ['docs', 'app']) renameSync(join(project.folder, name), join(inner, name));
  const said: string[] = [];
  const run = async (...args: string[]) => {
    const { stdout, stderr } = await project.run(...args);
    said.push(stdout, stderr);
  };
  await run('status', 'my shop');
  await run('up', 'my shop', '--as', 'v1');
  project.write(wellBehaved.replace('hello', 'second'), 'my shop');
  await run('up', 'my shop', '--as', 'v2');
  await run('status', 'my shop');
  await run('rollback', 'my shop', '--to', 'v9');
  await run('up', 'my shop', '--port', '1');
  await run('generate', 'my shop');
  await run('explain', 'service.prot', '--spec', 'my shop/docs/09_SPEC/SPEC-01_shop.yaml');
  await run('down', 'my shop');
  const printed = [...new Set(said.flatMap(commandsIn))];
  expect(printed.length).toBeGreaterThan(4);
  for (const command of printed) {
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { ...process.env, CI: 'true' },
    });
    // It may have nothing to do (1), but it must be a command (not 127) with options that exist (not 64).
    expect([command, status === 0 || status === 1, stderr.includes('unknown')]).toEqual([
      command,
      true,
      false,
    ]);
  }
});
