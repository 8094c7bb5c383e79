import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../errors/index.ts';
import type { Plan } from '../plan.ts';
import { sha256 } from '../sha256.ts';
import { artifact, emptyFolder, filesOf, put, scope, traces } from '../testing/project.ts';
import { plan, readLock, write } from '../workspace.ts';
import { applySaved } from './apply.ts';
import { parsePlan } from './parse.ts';
import { printPlan } from './print.ts';

/** A plan of version 1, as it was first printed. It is read for ever: never change it. */
const fixture = fileURLToPath(new URL('../../../../test/fixtures/plan-v1.json', import.meta.url));

const old = [scope('k8s', { same: 's\n', merge: '1\n2\n3\n', change: '1\n', gone: '1\n', kept: '1\n' })];
const wanted = scope('k8s', { same: 's\n', merge: '1\n2\n4\n', change: '2\n', kept: '1\n' });
const run = artifact('run', 'echo\n', { mode: 0o755 });
const next = [{ ...wanted, artifacts: [...wanted.artifacts, run] }];

/** The project that the fixture was planned for. */
async function project(): Promise<string> {
  const root = emptyFolder();
  await write(root, old);
  put(root, 'k8s/merge', 'mine\n1\n2\n3\n');
  put(root, 'k8s/kept', 'mine\n');
  return root;
}

const after = {
  'k8s/change': '2\n',
  'k8s/kept': 'mine\n',
  'k8s/merge': 'mine\n1\n2\n4\n',
  'k8s/run': 'echo\n',
  'k8s/same': 's\n',
};

async function problemsOf(work: () => unknown): Promise<string[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error.problems.map(({ id, message }) => `${id}: ${message}`);
    throw error;
  }
  return [];
}

describe('a saved plan', () => {
  it('is what was planned when it is read again', async () => {
    const made = await plan(await project(), next);
    expect(parsePlan(printPlan(made), 'plan.json')).toEqual(made);
    expect(printPlan(parsePlan(printPlan(made), 'plan.json'))).toBe(printPlan(made));
  });

  it('of version 1 is read for ever', () => {
    const saved = parsePlan(readFileSync(fixture, 'utf8'), 'plan-v1.json');
    expect(saved.files.map(({ path, action }) => `${action} ${path}`)).toEqual([
      'changed k8s/change',
      'removed k8s/gone',
      'kept k8s/kept',
      'merged k8s/merge',
      'created k8s/run',
      'unchanged k8s/same',
    ]);
    expect(saved.files.find(({ action }) => action === 'merged')).toEqual({
      action: 'merged',
      family: 'scripts',
      path: 'k8s/merge',
      expected: sha256('mine\n1\n2\n3\n'),
      write: { content: 'mine\n1\n2\n4\n', mode: 0o644 },
    });
    expect(saved.lock.entries[0]?.files.get('run')).toEqual({ sha256: sha256('echo\n'), mode: '755' });
  });

  it('is applied exactly, after which there is nothing left to do', async () => {
    const root = await project();
    const text = printPlan(await plan(root, next));
    await applySaved(root, parsePlan(text, 'plan.json'));
    expect(filesOf(root)).toEqual(after);
    expect(await plan(root, next)).toMatchObject({ lockChanged: false });
    expect(await problemsOf(() => applySaved(root, parsePlan(text, 'plan.json')))).toEqual([
      'plan-outdated: since the plan was made, these have changed: .devops-flow/lock.json, k8s/change, k8s/gone, k8s/merge, k8s/run',
    ]);
  });

  it('is refused when the world has changed, naming every file that has, and nothing is written', async () => {
    const root = await project();
    const saved = await plan(root, next);
    put(root, 'k8s/kept', 'more\n');
    put(root, 'k8s/run', 'somebody’s\n');
    rmSync(join(root, 'k8s/change'));
    symlinkSync('/etc/passwd', join(root, 'k8s/change'));
    const before = filesOf(root);
    expect(await problemsOf(() => applySaved(root, saved))).toEqual([
      'plan-outdated: since the plan was made, these have changed: k8s/change, k8s/kept, k8s/run',
    ]);
    expect(filesOf(root)).toEqual(before);
  });

  it('with a conflict or a refused file is not applied at all', async () => {
    const root = await project();
    put(root, 'k8s/merge', '1\n2\nmine\n');
    const saved = parsePlan(printPlan(await plan(root, next)), 'plan.json');
    expect(saved.files.find(({ action }) => action === 'conflicting')?.conflicts).toMatchObject([
      { ours: 'mine', theirs: '4', base: '3' },
    ]);
    const before = traces(root);
    const { problems } = await applySaved(root, saved);
    expect(problems.map(({ id }) => id)).toContain('merge-conflict');
    expect(traces(root)).toEqual(before);
  });
});

describe('a plan that was tampered with', () => {
  const text = readFileSync(fixture, 'utf8');
  const change = (edit: (plan: PlanJson) => void) => {
    const json = JSON.parse(text) as PlanJson;
    edit(json);
    return JSON.stringify(json);
  };
  interface PlanJson {
    schemaVersion: unknown;
    files: Record<string, unknown>[];
    texts: { sha256: string; text: string }[];
    problems: Record<string, unknown>[];
    lock: { entries: { output: string; files: Record<string, unknown> }[] };
    [key: string]: unknown;
  }

  it.each<[string, string, (plan: PlanJson) => void]>([
    [
      'another version',
      'plan-version-unknown: x has schemaVersion 2; this devops-flow knows 1',
      p => (p.schemaVersion = 2),
    ],
    ['an unknown key', 'Invalid key: Expected never', p => (p['surprise'] = 1)],
    [
      'a path that leaves the folder',
      'files.0.path: it leaves the folder',
      p => (p.files[0]!['path'] = '../x'),
    ],
    ['an absolute path', 'files.0.path: it is absolute', p => (p.files[0]!['path'] = '/etc/passwd')],
    [
      'a path into git',
      '.git is not for generated files',
      p => (p.files[0]!['path'] = '.git/hooks/pre-commit'),
    ],
    [
      'an output that leaves the folder',
      '"output": it leaves the folder',
      p => (p.lock.entries[0]!.output = '../..'),
    ],
    ['another text', 'is another one', p => (p.texts[0]!.text += 'x')],
    ['a missing text', 'its text is missing', p => (p.texts = [])],
    [
      'a file that its lock does not name',
      'would be written and is not in its lock',
      p => (p.files[0]!['path'] = 'src/index.ts'),
    ],
    [
      'an overwriting that poses as a creation',
      'created does not go with what lies there',
      p => (p.files[0]!['action'] = 'created'),
    ],
    ['a removal with a text', 'removed does not go with its text', p => (p.files[0]!['action'] = 'removed')],
    ['a file twice', 'k8s/change is in it twice', p => p.files.push(p.files[0]!)],
    [
      'a message that steers the terminal',
      'it has a control character',
      p => (p.problems[0]!['message'] = '\u001b[2J'),
    ],
  ])('with %s is refused: %s', async (_, expected, edit) => {
    expect((await problemsOf(() => parsePlan(change(edit), 'x'))).join('\n')).toContain(expected);
  });

  it.each(['', '[]', 'null', '{"schemaVersion":1}', text.slice(0, 900)])('%j is no plan', async broken => {
    expect((await problemsOf(() => parsePlan(broken, 'x')))[0]).toMatch(
      /^plan-(?:unreadable|version-unknown): x /,
    );
  });

  it('cannot overwrite, remove or claim a file that was not generated', async () => {
    const root = await project();
    put(root, 'src', 'mine\n');
    const made = await plan(root, next);
    const digest = sha256('mine\n');
    const claim = (plan: Plan): Plan => ({
      ...plan,
      lock: {
        entries: [
          ...plan.lock.entries,
          {
            ...plan.lock.entries[0]!,
            output: '.',
            files: new Map([['src', { sha256: digest, mode: '644' }]]),
          },
        ],
      },
    });
    const planned = { family: 'scripts', path: 'src', expected: digest };
    const plans: Plan[] = [
      claim(made),
      claim({
        ...made,
        files: [...made.files, { ...planned, action: 'changed', write: { content: 'x', mode: 0o644 } }],
      }),
      { ...made, files: [...made.files, { ...planned, action: 'removed' }] },
    ];
    for (const hostile of plans)
      expect(await problemsOf(() => applySaved(root, hostile))).toEqual([
        'plan-unreadable: the plan cannot be used as a plan: src was not generated here',
      ]);
    expect(filesOf(root)['src']).toBe('mine\n');
    expect(readLock(root).entries).toHaveLength(1);
  });
});
