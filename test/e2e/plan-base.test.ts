import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { git } from '../fixtures/git.ts';
import { Folder, lineWith } from './command-line.ts';
import { memoryCause, moreMemory, ordersProject, spec } from './orders-project.ts';

describe('plan --base, for a pull request', () => {
  /** Makes the folder a repository with one commit. */
  function commitAll(folder: Folder): void {
    git(folder.path, 'init', '-q', '-b', 'main');
    git(folder.path, 'add', '-A');
    git(folder.path, 'commit', '-q', '-m', 'one');
  }

  function repository(): Folder {
    const folder = ordersProject();
    commitAll(folder);
    return folder;
  }

  it('shows cause, effect and files, and touches neither tree nor repository', () => {
    const folder = repository();
    moreMemory(folder);
    const [before, temporary] = [folder.traces(), new Folder()];
    const { status, stdout } = spawnSync(process.execPath, [folder.bundle, 'plan', '--base', 'main'], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: temporary.path },
    });
    expect(status).toBe(0);
    const line = lineWith(folder.read(spec), 'memory: "512Mi"');
    expect(stdout).toMatch(/^orders {2}since main \([0-9a-f]{7}\)\n/);
    expect(stdout).toContain(`\ncause   memory limit 256Mi -> 512Mi   ${spec}:${line}\n`);
    expect(stdout).toMatch(
      /\neffect {2}restarts 1 pod in development, blue-green\n {8}restarts 2 pods in staging/,
    );
    expect(stdout).toContain('\n        restarts 4 pods in production, blue-green\n');
    expect(stdout).toMatch(
      /\nfiles {3}\d+ files\n(?: {2}~ .+\n)* {2}~ k8s\/deployment\.yaml +1 line +memory limit/,
    );
    expect(folder.traces()).toEqual(before);
    expect(temporary.files()).toEqual([]);
  });

  it('--json names commit, causes and effects', () => {
    const folder = repository();
    moreMemory(folder);
    const { document } = folder.json('plan', '--base', 'HEAD');
    expect(document).toMatchObject({
      ok: true,
      written: expect.arrayContaining(['k8s/deployment.yaml']),
      base: {
        ref: 'HEAD',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        causes: [memoryCause(folder)],
        effects: expect.arrayContaining([
          {
            service: 'orders',
            environment: 'production',
            kind: 'restart',
            text: 'restarts 4 pods in production, blue-green',
          },
        ]),
      },
    });
  });

  it('--markdown folds the diff and encodes what the documents say', () => {
    const folder = repository();
    folder.edit(spec, 'summary: Takes orders', 'summary: "@everyone | `x` <img src=x>" #');
    const { status, stdout } = folder.run('plan', '--base', 'HEAD', '--markdown');
    expect(status).toBe(0);
    expect(stdout).toContain('| field | before | now | where |\n|---|---|---|---|\n');
    expect(stdout).toContain('| ``@everyone \\| `x` <img src=x>`` |');
    expect(stdout).toMatch(/<details><summary><code>~ Dockerfile<\/code> \+\d+ -\d+<\/summary>\n\n```diff\n/);
    const outside = stdout
      .replaceAll(/^(`{3,})diff\n[^]*?\n\1$/gm, '')
      .replaceAll(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/@everyone|<img/);
  });

  it('of several services says which one, shows overrides too, and works from a folder above', () => {
    const folder = new Folder();
    folder.write(
      'shop/devops-flow.yaml',
      'services:\n  web: { language: node, port: 8080, command: [node, a.js] }\n  mailer: { kind: worker, language: python, command: [python, a.py] }\n',
    );
    commitAll(folder);
    folder.edit('shop/devops-flow.yaml', 'kind: worker', 'kind: worker, scaling: { min: 3 }');
    folder.write(
      'shop/overrides/k8s/web/pdb.yaml',
      '- { op: add, path: /metadata/labels/team, value: shop }\n',
    );
    const { status, stdout } = folder.runIn('shop', 'plan', '--base', 'main');
    expect(status).toBe(0);
    expect(stdout).toContain('mailer scaling min 2 -> 3   devops-flow.yaml:3\n');
    expect(stdout).toContain(
      'override of k8s/web/pdb.yaml add /metadata/labels/team "shop"   overrides/k8s/web/pdb.yaml:1\n',
    );
    expect(stdout).toContain('mailer: scales production from 2 to 3 pods\n');
    expect(folder.run('plan', 'shop', '--base', 'main').stdout).toContain(
      'mailer scaling min 2 -> 3   shop/devops-flow.yaml:3\n',
    );
  });

  it.each([['--no-diff'], ['--markdown']])(
    '%s counts what is found in files of the team, as plan does, and leaves it to check',
    flag => {
      const folder = new Folder();
      folder.write(
        'devops-flow.yaml',
        'name: shop\nlanguage: node\nport: 8080\noutputs:\n  docker:\n    yours: [Dockerfile]\n',
      );
      folder.write('Dockerfile', 'FROM node:latest\nCOPY . .\n');
      commitAll(folder);
      const { stdout, stderr } = folder.run('plan', '--base', 'main', flag);
      expect(`${stdout}${stderr}`).toMatch(/\d+ findings? in files of the team: \S*devops-flow check\n/);
      expect(`${stdout}${stderr}`).not.toContain('Dockerfile');
    },
  );

  it('says that a change has no running effect', () => {
    const folder = repository();
    folder.write(spec, `${folder.read(spec)}# a remark\n`);
    const { stdout } = folder.run('plan', '--base', 'HEAD');
    expect(stdout).toContain(
      '\ncause   no field of the documents changed\neffect  no running effect\nfiles   none change\n',
    );
  });

  it('counts everything as new where that commit has no documents, or broken ones', () => {
    const folder = repository();
    git(folder.path, 'rm', '-rq', '--cached', 'docs');
    git(folder.path, 'commit', '-q', '--allow-empty', '-m', 'without');
    const empty = folder.json('plan', '--base', 'HEAD').document;
    expect(empty).toMatchObject({
      ok: true,
      problems: expect.arrayContaining([expect.objectContaining({ id: 'base-empty' })]),
    });
    const good = folder.read(spec);
    folder.write(spec, 'id: [\n');
    git(folder.path, 'add', '-A');
    git(folder.path, 'commit', '-q', '-m', 'broken');
    folder.write(spec, good);
    const broken = folder.json('plan', '--base', 'HEAD').document;
    expect(broken).toMatchObject({
      ok: true,
      problems: expect.arrayContaining([
        expect.objectContaining({ id: 'base-broken', detail: [expect.stringContaining(`HEAD:${spec}:`)] }),
      ]),
    });
  });

  it.each([
    ['nowhere', 1, 'git-ref-unknown'],
    ['--all', 1, 'git-ref-unknown'],
    ['HEAD --save x.json', 64, 'base-with'],
    ['HEAD --markdown --json', 64, 'usage'],
  ])('--base %s ends with %i: %s', (ref, code, id) => {
    const [first = '', ...rest] = ref.split(' ');
    const { status, document } = repository().json(
      'plan',
      `--base=${first}`,
      ...rest.filter(word => word !== '--json'),
    );
    expect(status).toBe(code);
    expect(document).toMatchObject({ ok: false, problems: [{ id }] });
  });

  it('needs a repository, and git', () => {
    const folder = ordersProject();
    expect(folder.run('plan', '--base', 'main').stderr).toContain('error[git-no-repository]');
    const { stderr } = spawnSync(process.execPath, [folder.bundle, 'plan', '--base', 'main'], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, PATH: '/nowhere' },
    });
    expect(stderr).toContain('error[git-missing]');
  });
});
