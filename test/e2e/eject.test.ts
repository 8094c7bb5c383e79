import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder, lineWith } from './command-line.ts';
import { generatedProject } from './orders-project.ts';

const texts = (folder: Folder) => Object.fromEntries(folder.files().map(path => [path, folder.read(path)]));

describe('eject', () => {
  it('leaves every file byte for byte and forgets that it was generated', () => {
    const folder = generatedProject();
    folder.edit('k8s/service.yaml', 'spec:\n', 'spec: # mine\n');
    const before = texts(folder);
    const { status, stdout } = folder.run('eject', '--yes');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ejected \d+ files of (?:[a-z]+, )+tests: they are yours, unchanged\n/);
    expect(texts(folder)).toEqual(before);
    expect(existsSync(join(folder.path, '.devops-flow'))).toBe(false);
  });

  it('of one family keeps the others generated', () => {
    const folder = generatedProject();
    const { document } = folder.json('eject', '--family', 'kubernetes', '--yes');
    expect(document).toMatchObject({ ok: true, families: ['kubernetes'], dryRun: false });
    expect(document['files']).toContain('k8s/deployment.yaml');
    const lock = folder.read('.devops-flow/lock.json');
    expect(lock).not.toContain('"kubernetes"');
    expect(lock).toContain('"scripts"');
    expect(folder.run('explain', 'k8s/deployment.yaml:1').stderr).toContain('error[file-not-generated]');
    expect(folder.run('generate', '--family', 'scripts', '--check').status).toBe(0);
  });

  it('is undone by generate, as long as the files are what it generates', () => {
    const folder = generatedProject();
    const before = texts(folder);
    const lock = folder.read('.devops-flow/lock.json');
    folder.run('eject', '--yes');
    expect(folder.run('generate').stdout).toMatch(/: \d+ unchanged\n$/);
    expect(texts(folder)).toEqual(before);
    expect(folder.read('.devops-flow/lock.json')).toBe(lock);
  });

  it('names each line that still calls devops-flow, in the files themselves and in the rest of the project', () => {
    const folder = generatedProject();
    folder.write('package.json', '{\n  "scripts": { "gen": "npx devops-flow generate ." }\n}\n');
    folder.write(
      '.gitlab-ci.yml',
      'check:\n  # devops-flow check once ran here\n  script:\n    - devops-flow check --strict\n',
    );
    folder.write('README.md', 'Run devops-flow generate.\n');
    const { document } = folder.json('eject', '--dry-run');
    const deploy = lineWith(folder.read('scripts/deploy.sh'), 'run "$FLOW" up');
    const calls = (document['calls'] as { file: string; line: number; ejected: boolean }[]).map(
      ({ file, line, ejected }) => [file, line, ejected],
    );
    expect(calls).toEqual(
      expect.arrayContaining([
        ['.gitlab-ci.yml', 4, false],
        ['package.json', 2, false],
        ['scripts/deploy.sh', deploy, true],
      ]),
    );
    expect(calls.map(([file]) => file)).not.toContain('README.md');
    expect(calls.filter(([file]) => file === '.gitlab-ci.yml')).toHaveLength(1);
    // What other generated files say about devops-flow is text for readers.
    const isScript = (file: unknown) => String(file).startsWith('scripts/');
    expect(calls.filter(([file, , ejected]) => ejected && !isScript(file))).toEqual([]);
  });

  it('of one project in a lock of several keeps the others', () => {
    const folder = new Folder();
    folder.write('.git/HEAD', 'ref: refs/heads/main\n');
    for (const name of ['one', 'two']) folder.copyExample('orders/docs', `${name}/docs`);
    for (const name of ['one', 'two']) expect(folder.run('generate', name).status).toBe(0);
    const { document } = folder.json('eject', 'one', '--yes');
    expect(document['files']).toContain('one/k8s/deployment.yaml');
    expect(document['files']).not.toContain('two/k8s/deployment.yaml');
    expect(folder.run('generate', 'two', '--check').status).toBe(0);
    expect(folder.read('.devops-flow/lock.json')).not.toContain('"one/k8s"');
  });

  it('--dry-run changes nothing', () => {
    const folder = generatedProject();
    const before = folder.traces();
    expect(folder.run('eject', '--dry-run').stdout).toMatch(/^would eject \d+ files/);
    expect(folder.traces()).toEqual(before);
  });

  it('without a terminal wants --yes', () => {
    const folder = generatedProject();
    const before = folder.traces();
    const { status, stderr } = folder.run('eject');
    expect(status).toBe(1);
    expect(stderr).toContain('error[eject-unconfirmed]');
    expect(folder.traces()).toEqual(before);
  });

  it.each([
    ['n', 1, true],
    ['y', 0, false],
  ])('on a terminal asks, and takes %s for an answer', (answer, code, isLocked) => {
    const folder = generatedProject();
    const { status, stdout } = spawnSync('script', ['-qec', '"$NODE" "$BUNDLE" eject', '/dev/null'], {
      cwd: folder.path,
      encoding: 'utf8',
      input: `${answer}\n`,
      env: { ...process.env, NODE: process.execPath, BUNDLE: folder.bundle },
    });
    expect(stdout).toMatch(/Eject \d+ files of (?:[a-z]+, )+tests\?/);
    expect(status).toBe(code);
    expect(existsSync(join(folder.path, '.devops-flow/lock.json'))).toBe(isLocked);
  });

  it.each([
    [['--family', 'kubernets', '--yes'], 64, 'option-value-unknown'],
    [['docs', '--yes'], 0, undefined],
  ])('%j ends with %i', (args, code, id) => {
    const { status, document } = generatedProject().json('eject', ...args);
    expect(status).toBe(code);
    if (id !== undefined) expect(document).toMatchObject({ ok: false, problems: [{ id }] });
  });
});
