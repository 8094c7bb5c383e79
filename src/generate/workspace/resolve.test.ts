import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readContest, resolveContest } from './resolve.ts';
import { artifact, emptyFolder, filesOf, put, scope } from './testing/project.ts';
import { plan, write } from './workspace.ts';

const base = '1\n2\n3\n4\n5\n';
const mine = '1\nmine\n3\n4\n5\n';
const newer = '1\nnew\n3\n4\nend\n';

const target = (content: string) => ({ family: 'scripts', output: 'k8s', artifact: artifact('a', content) });

async function conflicting(conflicts: 'refuse' | 'markers'): Promise<string> {
  const root = emptyFolder();
  await write(root, [scope('k8s', { a: base, b: 'b\n' })]);
  put(root, 'k8s/a', mine);
  await write(root, [scope('k8s', { a: newer, b: 'b\n' })], { conflicts });
  return root;
}

describe.each(['refuse', 'markers'] as const)('a conflict that was met with %s', conflicts => {
  it.each([
    ['mine', '1\nmine\n3\n4\nend\n'],
    ['generated', newer],
  ] as const)(
    'is settled by the %s side, and the other files of the lock are as before',
    async (side, expected) => {
      const root = await conflicting(conflicts);
      const before = filesOf(root)['k8s/a'];
      const contest = readContest(root, target(newer));
      expect(contest).toMatchObject({ path: 'k8s/a', parts: 1 });
      if (!contest) return;
      const { saved } = await resolveContest(root, contest, contest[side]);
      expect(filesOf(root)).toEqual({ 'k8s/a': expected, 'k8s/b': 'b\n' });
      expect(readFileSync(join(root, saved ?? ''), 'utf8')).toBe(before);
      const next = await plan(root, [scope('k8s', { a: newer, b: 'b\n' })]);
      expect(next).toMatchObject({ lockChanged: false });
      expect(readContest(root, target(newer))).toBeUndefined();
    },
  );

  it('is shown to an editor with both sides', async () => {
    const root = await conflicting(conflicts);
    expect(readContest(root, target(newer))?.marked).toBe(
      '1\n<<<<<<< yours\nmine\n=======\nnew\n>>>>>>> generated\n3\n4\nend\n',
    );
  });

  it('is not settled over an edit of the last moment', async () => {
    const root = await conflicting(conflicts);
    const contest = readContest(root, target(newer));
    put(root, 'k8s/a', 'late\n');
    if (!contest) throw new Error('there is a conflict');
    await expect(resolveContest(root, contest, contest.mine)).rejects.toMatchObject({
      problems: [{ id: 'plan-outdated' }],
    });
    expect(filesOf(root)['k8s/a']).toBe('late\n');
  });
});

describe('a file with markers', () => {
  it('takes what has been generated since, on either side', async () => {
    const root = await conflicting('markers');
    const contest = readContest(root, target(newer.replace('4', 'four')));
    expect(contest).toMatchObject({ mine: '1\nmine\n3\nfour\nend\n', generated: '1\nnew\n3\nfour\nend\n' });
  });

  it('whose markers were half taken out is for a person', async () => {
    const root = await conflicting('markers');
    put(root, 'k8s/a', (filesOf(root)['k8s/a'] ?? '').replace('=======\n', ''));
    expect(() => readContest(root, target(newer))).toThrow('markers-unclear');
  });
});

it('nothing is saved through a link', async () => {
  const [root, outside] = [await conflicting('refuse'), emptyFolder()];
  symlinkSync(outside, join(root, '.devops-flow/saved'));
  const contest = readContest(root, target(newer));
  if (!contest) throw new Error('there is a conflict');
  await expect(resolveContest(root, contest, contest.generated)).rejects.toMatchObject({
    problems: [{ id: 'path-symlink' }],
  });
  expect([filesOf(outside), filesOf(root)['k8s/a']]).toEqual([{}, mine]);
});
