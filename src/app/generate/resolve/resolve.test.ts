import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type GenerateResult, generate } from '../generate.ts';
import { type PlanResult, plan } from '../plan.ts';
import { type ResolveRequest, resolve } from './resolve.ts';

const docs = fileURLToPath(new URL('../../../../examples/orders/docs', import.meta.url));

/** A project that was generated, whose deploy script was then edited where the documents change it too. */
class Project {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'resolve-')));

  constructor() {
    const [home, temporary] = [process.cwd(), tmpdir()];
    onTestFinished(() => {
      process.chdir(home);
      process.env['TMPDIR'] = temporary;
      rmSync(this.folder, { recursive: true, force: true });
    });
    // Documents are read relative to the folder that a command runs in.
    process.chdir(this.folder);
    process.env['TMPDIR'] = this.folder;
    cpSync(docs, join(this.folder, 'docs'), { recursive: true });
  }

  read = (path: string) => readFileSync(join(this.folder, path), 'utf8');
  write = (path: string, text: string) => writeFileSync(join(this.folder, path), text);

  edit(path: string, from: string, to: string): void {
    expect(this.read(path)).toContain(from);
    this.write(path, this.read(path).replace(from, to));
  }

  #request() {
    return {
      workingFolder: this.folder,
      documents: { folder: this.folder },
      options: {},
      families: ['kubernetes'],
      ownFolder: false,
      output: this.folder,
    };
  }

  generate(): Promise<GenerateResult> {
    return generate({ ...this.#request(), mode: 'write' });
  }

  plan(): Promise<PlanResult> {
    return plan(this.#request());
  }

  resolve(how: ResolveRequest['how'], more: Partial<ResolveRequest> = {}) {
    return resolve({
      workingFolder: this.folder,
      file: deployment,
      how,
      editor: undefined,
      terminal: true,
      ...more,
    });
  }
}

const deployment = 'k8s/deployment.yaml';
const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';
const req = 'docs/07_REQ/REQ-01_orders_delivery.md';
const memory = 'memory: 256Mi';

async function conflicting(): Promise<Project> {
  const project = new Project();
  await project.generate();
  project.edit(deployment, memory, 'memory: 300Mi # measured');
  project.edit(deployment, 'kind: Deployment', 'kind: Deployment # mine');
  project.edit(spec, 'memory: "256Mi"', 'memory: "768Mi"');
  project.edit(spec, 'cpu: "500m"', 'cpu: "700m"');
  expect(await project.generate()).toMatchObject({
    ok: false,
    fields: { conflicts: [deployment], written: [], merged: [] },
  });
  return project;
}

describe('resolve', () => {
  it('--mine keeps the user’s side of the part; all else that is new is merged, and the next generate is clean', async () => {
    const project = await conflicting();
    const before = project.read(deployment);
    const { fields, problems } = await project.resolve('mine');
    expect(problems).toEqual([]);
    expect(fields).toMatchObject({ file: deployment, how: 'mine', parts: 1, changed: true });
    expect(project.read(deployment)).toBe(before.replace('cpu: 500m', 'cpu: 700m'));
    for (let run = 0; run < 2; run++)
      expect(await project.generate()).toMatchObject({
        ok: true,
        fields: { conflicts: [], kept: [deployment] },
      });
    expect(project.read(deployment)).toContain('memory: 300Mi # measured');
  });

  it('--generated takes the generated side, keeps the text before, and says how to get it back', async () => {
    const project = await conflicting();
    const before = project.read(deployment);
    const { fields } = await project.resolve('generated');
    expect(project.read(deployment)).toContain('memory: 768Mi');
    expect(project.read(deployment)).toContain('kind: Deployment # mine');
    expect(fields.undo).toBe(`cp ${fields.saved} ${deployment}`);
    expect(project.read(fields.saved ?? '')).toBe(before);
    expect((await project.generate()).ok).toBe(true);
  });

  it('--edit opens both sides in the editor and takes what it leaves', async () => {
    const project = await conflicting();
    project.write(
      'editor.sh',
      `cp "$2" seen; grep -v -e '^<<<<<<<' -e '^=======' -e '^>>>>>>>' -e 300Mi "$2" > edited; cp edited "$2"`,
    );
    const editor = `cd '${project.folder}' && sh editor.sh --wait`;
    await project.resolve('edit', { editor });
    expect(project.read('seen')).toMatch(
      /<<<<<<< yours\n +memory: 300Mi # measured\n=======\n +memory: 768Mi\n>>>>>>> generated\n/,
    );
    expect(project.read(deployment)).toBe(project.read('edited'));
    expect(project.read(deployment)).toContain('cpu: 700m');
    expect((await project.generate()).ok).toBe(true);
  });

  it('--edit changes nothing while markers are left, and keeps what was written', async () => {
    const project = await conflicting();
    const before = project.read(deployment);
    const failed = project.resolve('edit', { editor: 'echo "# more" >>' });
    await expect(failed).rejects.toMatchObject({
      problems: [
        { id: 'edit-unfinished', message: expect.stringContaining(`${deployment} was not changed`) },
      ],
    });
    const kept = await failed.catch((error: { problems: { fix: string }[] }) => error.problems[0]?.fix ?? '');
    const [, draft = ''] = /is in (\S+);/.exec(String(kept)) ?? [];
    expect(readFileSync(draft, 'utf8')).toMatch(/# more\n$/);
    expect(project.read(deployment)).toBe(before);
  });

  it('--edit changes nothing while one of the markers of git is left', async () => {
    const project = new Project();
    await project.generate();
    const sides = `<<<<<<< HEAD\n  replicas: 5\n=======\n  replicas: 6\n>>>>>>> branch\n`;
    project.edit(deployment, '  replicas: 4\n', sides);
    const before = project.read(deployment);
    const failed = project.resolve('edit', { editor: `sed -i -e '/<<<<<<<\\|=======\\|replicas: 6/d'` });
    await expect(failed).rejects.toMatchObject({ problems: [{ id: 'edit-unfinished' }] });
    expect(project.read(deployment)).toBe(before);
    await project.resolve('edit', { editor: `sed -i -e '/<<<<<<<\\|=======\\|>>>>>>>\\|replicas: 6/d'` });
    expect(project.read(deployment)).toBe(before.replace(sides, '  replicas: 5\n'));
  });

  it('--edit refuses a text that does not parse, changes nothing, and keeps what was written', async () => {
    const project = await conflicting();
    const before = project.read(deployment);
    const editor = `sed -i -e '/<<<<<<<\\|=======\\|>>>>>>>\\|300Mi/d' -e 's/^kind:.*/kind: [/' "$1"; true`;
    const failed = project.resolve('edit', { editor });
    await expect(failed).rejects.toMatchObject({
      problems: [{ id: 'edit-unparsable', message: expect.stringContaining('this is not YAML: ') }],
    });
    const fix = await failed.catch((error: { problems: { fix: string }[] }) => error.problems[0]?.fix ?? '');
    const [, draft = ''] = /is in (\S+);/.exec(String(fix)) ?? [];
    expect(readFileSync(draft, 'utf8')).toMatch(/^kind: \[$/m);
    expect(project.read(deployment)).toBe(before);
  });

  it.each(['mine', 'generated', 'edit'] as const)(
    '--%s does not take a file that a person had broken elsewhere, and says in which line',
    async how => {
      const project = await conflicting();
      project.write(deployment, `${project.read(deployment)}: : [\n`);
      const before = project.read(deployment);
      const editor = `sed -i -e '/<<<<<<<\\|=======\\|>>>>>>>\\|300Mi/d' "$1"; true`;
      await expect(project.resolve(how, { editor })).rejects.toMatchObject({
        problems: [
          {
            id: how === 'edit' ? 'edit-unparsable' : 'side-unparsable',
            message: expect.stringMatching(/\(line 15\d: this is not YAML: /),
          },
        ],
      });
      expect(project.read(deployment)).toBe(before);
    },
  );

  it('knows the patches of the folder overrides: the generated side has them, and nothing is left to generate', async () => {
    const project = new Project();
    mkdirSync(join(project.folder, 'overrides/k8s'), { recursive: true });
    const patch = '- { op: add, path: /metadata/labels/team, value: shop }\n';
    project.write(`overrides/${deployment}`, patch);
    await project.generate();
    project.edit(deployment, '  replicas: 4\n', '  replicas: 9\n');
    project.edit(req, 'Blue-Green | 5 minutes | 4 |', 'Blue-Green | 5 minutes | 5 |');
    await project.resolve('generated');
    expect(project.read(deployment)).toContain('team: shop');
    expect(await project.generate()).toMatchObject({ ok: true, fields: { kept: [], merged: [] } });
  });

  it('leaves what is behind the changes of all other files known: the settled file is only newer than they are', async () => {
    const project = new Project();
    await project.generate();
    project.edit(deployment, '  replicas: 4\n', '  replicas: 9 # mine\n');
    project.edit(req, 'Blue-Green | 5 minutes | 4 |', 'Blue-Green | 5 minutes | 5 |');
    await project.resolve('mine');
    const { changes } = await project.plan();
    const field = 'service.environments.production.replicas';
    expect(changes.map(({ path, action, causes }) => [path, action, causes])).toEqual([
      [deployment, 'kept', []],
      ['k8s/hpa.yaml', 'changed', [{ field, old: '4', new: '5', at: expect.objectContaining({ line: 61 }) }]],
    ]);
  });

  it('--edit keeps what was written when the file has changed meanwhile', async () => {
    const project = await conflicting();
    const editor = `sed -i -e '/<<<<<<<\\|=======\\|>>>>>>>\\|300Mi/d' "$1"; echo late >> '${project.folder}/${deployment}'; true`;
    await expect(project.resolve('edit', { editor })).rejects.toMatchObject({
      problems: [{ id: 'plan-outdated', message: expect.stringContaining(deployment) }, { id: 'edit-kept' }],
    });
    expect(project.read(deployment)).toMatch(/late\n$/);
  });

  it.each([
    ['no editor', { editor: ' ' }, 'editor-missing'],
    ['no terminal', { editor: 'true', terminal: false }, 'editor-no-terminal'],
    ['an editor that fails', { editor: 'exit 3;' }, 'editor-failed'],
  ])('--edit with %s is an error that says what to do', async (_, more, id) => {
    const project = await conflicting();
    const before = project.read(deployment);
    await expect(project.resolve('edit', more)).rejects.toMatchObject({ problems: [{ id }] });
    expect(project.read(deployment)).toBe(before);
  });

  it('says so when there is no conflict, and changes nothing', async () => {
    const project = new Project();
    await project.generate();
    for (const value of ['300Mi', '301Mi']) {
      const { fields, problems } = await project.resolve('generated');
      expect(fields).toEqual({ file: deployment, how: 'generated', parts: 0, changed: false });
      expect(problems.map(({ id }) => id)).toEqual(['nothing-to-resolve']);
      project.edit(deployment, /memory: \d+Mi/.exec(project.read(deployment))?.[0] ?? '', `memory: ${value}`);
    }
    await expect(project.resolve('mine', { file: 'docs/nothing' })).rejects.toMatchObject({
      problems: [{ id: 'file-not-generated' }],
    });
  });
});
