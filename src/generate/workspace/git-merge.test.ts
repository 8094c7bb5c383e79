import { describe, expect, it } from 'vitest';
import { readContest, resolveContest } from './resolve.ts';
import { actions, artifact, emptyFolder, filesOf, ids, put, scope, traces } from './testing/project.ts';
import { plan, write } from './workspace.ts';

const generated = '1\n2\n3\n4\n5\n6\n';
const sides = '<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n';
const target = (content: string) => ({ family: 'scripts', output: '.', artifact: artifact('run', content) });

/** A generated file as a merge by git left it. */
async function merged(text: string): Promise<string> {
  const root = emptyFolder();
  await write(root, [scope('.', { run: generated, other: 'a\n' })]);
  put(root, 'run', text);
  return root;
}

describe('a generated file in which git left conflict markers', () => {
  it.each([
    ['the same', generated],
    ['something else', generated.replace('6', 'six')],
  ])('is refused by name when %s is generated now, and no file is written', async (_, next) => {
    const root = await merged(`1\n2\n${sides}4\n5\n6\n`);
    const before = traces(root);
    const made = await write(root, [scope('.', { run: next, other: 'b\n' })]);
    expect([actions(made)['run'], ids(made)]).toEqual(['refused', ['error merge-unfinished']]);
    expect(made.problems).toMatchObject([{ at: { file: 'run', line: 3, column: 1, length: 12 } }]);
    expect(traces(root)).toEqual(before);
  });

  it.each([
    ['mine', 'first\n2\nours\n4\n5\nsix\n'],
    ['generated', 'first\n2\n3\n4\n5\nsix\n'],
  ] as const)(
    'is settled by the %s side; other edits stay, and what is new is merged',
    async (side, expected) => {
      const root = await merged(`first\n2\n${sides}4\n5\n6\n`);
      const next = generated.replace('6', 'six');
      const contest = readContest(root, target(next));
      expect(contest).toMatchObject({ parts: 1 });
      if (!contest) return;
      await resolveContest(root, contest, contest[side]);
      expect(filesOf(root)['run']).toBe(expected);
      expect(ids(await plan(root, [scope('.', { run: next, other: 'a\n' })]))).toEqual([
        expect.stringMatching(/edited-by-hand$/),
      ]);
    },
  );

  it('is settled in the diff3 style and with Windows line endings too', async () => {
    const diff3 = sides.replace('=======', '||||||| base\n3\n=======');
    const root = await merged(`1\n2\n${diff3}4\n5\n6\n`.replaceAll('\n', '\r\n'));
    expect(readContest(root, target(generated))).toMatchObject({
      mine: '1\r\n2\r\nours\r\n4\r\n5\r\n6\r\n',
      generated: generated.replaceAll('\n', '\r\n'),
    });
  });

  it('takes what is generated where one side has nothing', async () => {
    const root = await merged('1\n2\n<<<<<<< HEAD\n=======\n3\n4\n>>>>>>> branch\n5\n6\n');
    expect(readContest(root, target(generated))).toMatchObject({
      mine: '1\n2\n5\n6\n',
      generated,
    });
  });

  it.each([
    ['two lines like the marker between the sides', sides.replace('ours', 'ours\n=======')],
    ['markers of ours within it', sides.replace('ours', '<<<<<<< yours\na\n=======\nb\n>>>>>>> generated')],
  ])('is for a person when it has %s', async (_, text) => {
    const root = await merged(`1\n2\n${text}4\n5\n6\n`);
    expect(() => readContest(root, target(generated))).toThrow('markers-unclear');
  });

  it('is an edit like any other when it only has a line of equals signs', async () => {
    const root = await merged(`title\n=======\n${generated}`);
    expect(actions(await write(root, [scope('.', { run: generated, other: 'a\n' })]))['run']).toBe('kept');
  });
});
