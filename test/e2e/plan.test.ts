import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineWith } from './command-line.ts';
import { generatedProject, memoryCause, moreMemory, ordersProject, spec } from './orders-project.ts';

describe('plan', () => {
  it('says which field of which line of which document is behind each file, and writes nothing', () => {
    const folder = generatedProject();
    moreMemory(folder);
    const before = folder.traces();
    const { status, stdout } = folder.run('plan');
    expect(status).toBe(0);
    const line = lineWith(folder.read(spec), 'memory: "512Mi"');
    expect(stdout).toMatch(/\n {2}~ k8s\/deployment\.yaml +1 line +memory limit 256Mi -> 512Mi {3}/);
    expect(stdout).toContain(`   ${spec}:${line}\n`);
    expect(stdout).toMatch(/: \d+ to write, \d+ unchanged\n$/);
    expect(folder.traces()).toEqual(before);
  });

  it('--json has the fields of generate, and the changes with their causes', () => {
    const folder = generatedProject();
    moreMemory(folder);
    const { status, document } = folder.json('plan');
    expect(status).toBe(0);
    expect(document).toMatchObject({
      ok: true,
      dryRun: true,
      written: expect.arrayContaining(['k8s/deployment.yaml', 'helm/orders/values.yaml']),
      changes: expect.arrayContaining([
        {
          path: 'k8s/deployment.yaml',
          family: 'kubernetes',
          action: 'changed',
          added: 1,
          removed: 1,
          causes: [memoryCause(folder)],
        },
      ]),
    });
  });

  it('of files that are all new, or all as they should be, says so in short', () => {
    const folder = ordersProject();
    expect(folder.run('plan').stdout).toMatch(/\n {2}\+ k8s\/deployment\.yaml +created\n/);
    folder.run('generate');
    expect(folder.run('plan').stdout).toMatch(/^orders {2}from .+\n {2}\d+ files: \d+ unchanged\n$/);
  });

  it('--diff prints what would change line by line, in no colour where it is piped', () => {
    const folder = generatedProject();
    moreMemory(folder);
    expect(folder.run('plan').stdout).not.toContain('@@');
    const { stdout } = folder.run('plan', '--diff');
    expect(stdout).toContain('--- a/k8s/deployment.yaml\n+++ b/k8s/deployment.yaml\n@@ -');
    expect(stdout).toContain('\n-              memory: 256Mi\n+              memory: 512Mi\n');
    expect(stdout).not.toContain('\u001b');
  });

  it('--diff does not show the secrets that a person wrote into a file', () => {
    const folder = generatedProject();
    folder.edit('k8s/configmap.yaml', '\ndata:\n', '\ndata:\n  DB_PASSWORD: hunter22\n');
    folder.edit(spec, 'default: "info"', 'default: "debug"');
    const { stdout } = folder.run('plan', '--diff');
    expect(stdout).toContain('DB_PASSWORD: ***');
    expect(stdout).not.toContain('hunter22');
  });

  it('on a terminal is coloured, shows the diff unasked and keeps to the width; --no-diff and NO_COLOR are heard', () => {
    const folder = generatedProject();
    moreMemory(folder);
    const script = (args: string, env = '') =>
      spawnSync('script', ['-qec', `stty cols 60; ${env} "$NODE" "$BUNDLE" plan ${args}`, '/dev/null'], {
        cwd: folder.path,
        encoding: 'utf8',
        env: {
          ...process.env,
          NODE: process.execPath,
          BUNDLE: folder.bundle,
          CI: '',
          NO_COLOR: '',
          TERM: 'xterm',
        },
      }).stdout;
    const shown = script('');
    expect(shown).toContain('\u001b[32m+              memory: 512Mi\u001b[39m');
    const lines = shown.replaceAll('\u001b[2K', '').replaceAll('\r', '').split('\n').slice(1);
    expect(lines.slice(0, lines.indexOf('')).every(line => line.length <= 60)).toBe(true);
    const first = lines.findIndex(line => line.includes('k8s/deployment.yaml'));
    expect(lines.slice(first, first + 3)).toEqual([
      expect.stringMatching(/^ {2}~ k8s\/deployment\.yaml/),
      '      memory limit 256Mi -> 512Mi',
      expect.stringMatching(/^ {8}docs\/09_SPEC\/SPEC-01_orders\.yaml:\d+$/),
    ]);
    expect(script('--no-diff')).not.toContain('@@');
    expect(script('', 'NO_COLOR=1')).toContain('\u001b[2K+              memory: 512Mi');
  });

  it('merges with hand edits, and says which lines stay', () => {
    const folder = generatedProject();
    folder.edit('k8s/deployment.yaml', '  labels:\n', '  labels:\n    team: shop\n');
    moreMemory(folder);
    const { status, stdout, document } = { ...folder.run('plan'), ...folder.json('plan') };
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /≈ k8s\/deployment\.yaml +merged with your edits \(line \d+ kept\) {3}memory limit 256Mi -> 512Mi/,
    );
    expect(document).toMatchObject({ merged: ['k8s/deployment.yaml'] });
    expect(document['written']).not.toContain('k8s/deployment.yaml');
    folder.run('generate');
    expect(folder.read('k8s/deployment.yaml')).toMatch(/team: shop\n[^]*memory: 512Mi/);
  });

  it('names a conflict, how to resolve it, and ends with 1', () => {
    const folder = generatedProject();
    folder.edit('k8s/deployment.yaml', 'memory: 256Mi', 'memory: 300Mi');
    moreMemory(folder);
    const { status, stdout, stderr } = folder.run('plan');
    expect(status).toBe(1);
    expect(stdout).toMatch(/! k8s\/deployment\.yaml +conflict at line \d+ {3}memory limit 256Mi -> 512Mi/);
    expect(stdout).toMatch(
      /\n1 conflict: generate will write nothing\. {3}\S*devops-flow resolve k8s\/deployment\.yaml --mine; or --generated, or --edit\n$/,
    );
    expect(stderr).toContain('error[merge-conflict]');
    expect(folder.json('plan').document).toMatchObject({ ok: false, conflicts: ['k8s/deployment.yaml'] });
  });

  it('--conflicts markers plans and writes both sides', () => {
    const folder = generatedProject();
    folder.edit('k8s/deployment.yaml', 'memory: 256Mi', 'memory: 300Mi');
    moreMemory(folder);
    expect(folder.run('plan', '--conflicts', 'markers').status).toBe(0);
    expect(folder.run('generate', '--conflicts', 'markers').status).toBe(0);
    expect(folder.read('k8s/deployment.yaml')).toMatch(
      /<<<<<<< yours\n.*300Mi\n=======\n.*512Mi\n>>>>>>> generated/,
    );
  });
});

describe('a saved plan', () => {
  it('is done exactly, without a look at the documents', () => {
    const folder = generatedProject();
    moreMemory(folder);
    const { status, stdout } = folder.run('plan', '--save', 'it.plan.json');
    expect(status).toBe(0);
    expect(stdout).toMatch(/\nsaved; to do exactly this: \S*devops-flow generate --plan it\.plan\.json\n$/);
    folder.write(spec, 'no document at all');
    const applied = folder.run('generate', '--plan', 'it.plan.json');
    expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: '' });
    expect(applied.stdout).toMatch(/: \d+ changed, \d+ unchanged\n$/);
    expect(folder.read('k8s/deployment.yaml')).toContain('memory: 512Mi');
  });

  it('is refused when a file has changed since, by name, and nothing is written', () => {
    const folder = generatedProject();
    moreMemory(folder);
    folder.run('plan', '--save', 'it.plan.json');
    folder.write('scripts/setup.sh', `${folder.read('scripts/setup.sh')}# mine\n`);
    const { status, document } = folder.json('generate', '--plan', 'it.plan.json');
    expect(status).toBe(1);
    expect(document).toMatchObject({ ok: false, problems: [{ id: 'plan-outdated' }] });
    expect(JSON.stringify(document)).toContain('scripts/setup.sh');
    expect(folder.read('k8s/deployment.yaml')).toContain('memory: 256Mi');
  });

  it('of a project with a conflict is not saved', () => {
    const folder = generatedProject();
    folder.edit('k8s/deployment.yaml', 'memory: 256Mi', 'memory: 300Mi');
    moreMemory(folder);
    expect(folder.run('plan', '--save', 'it.plan.json').status).toBe(1);
    expect(existsSync(`${folder.path}/it.plan.json`)).toBe(false);
  });

  it.each([
    ['--plan it.json --port 80', 64, 'usage'],
    ['--plan missing.json', 1, 'plan-file-unusable'],
    ['--plan docs/09_SPEC/SPEC-01_orders.yaml', 1, 'plan-unreadable'],
  ])('generate %s ends with %i: %s', (flags, code, id) => {
    const { status, document } = generatedProject().json('generate', ...flags.split(' '));
    expect(status).toBe(code);
    expect(document).toMatchObject({ ok: false, problems: [{ id }] });
  });

  it('is never put over a file of the user, nor is a SARIF log', () => {
    const project = generatedProject();
    const document = 'docs/09_SPEC/SPEC-01_orders.yaml';
    const before = project.read(document);
    for (const command of [
      ['plan', '--save', document],
      ['check', '--sarif', document],
    ]) {
      const { status, stderr } = project.run(...command);
      expect({ status, id: /error\[([\w-]+)\]/.exec(stderr)?.[1] }).toEqual({
        status: 1,
        id: 'file-not-replaced',
      });
    }
    expect(project.read(document)).toBe(before);
    for (let turn = 0; turn < 2; turn++) {
      expect(project.run('plan', '--save', 'it.json').status).toBe(0);
      expect(project.run('check', '--sarif', 'it.sarif').status).toBe(0);
    }
  });

  it('that cannot be kept says so', () => {
    const { status, stderr } = generatedProject().run('plan', '--save', 'no/such/folder/it.json');
    expect(status).toBe(1);
    expect(stderr).toContain('error[file-not-written]');
  });
});
