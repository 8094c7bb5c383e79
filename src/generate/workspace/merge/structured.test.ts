import { describe, expect, it } from 'vitest';
import { mergeFile } from './file.ts';
import type { Merge } from './merge.ts';

const yaml = (base: string, ours: string, theirs: string) => mergeFile('a.yaml', base, ours, theirs);
const json = (base: string, ours: string, theirs: string) => mergeFile('a.json', base, ours, theirs);
const clean = ({ mine, generated, conflicts }: Merge) => {
  expect(conflicts).toEqual([]);
  expect(generated).toBe(mine);
  return mine;
};
const where = ({ conflicts }: Merge) =>
  conflicts.map(({ path, base, ours, theirs }) => ({ path, base, ours, theirs }));

const deployment = `# Deployment of orders
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: orders
          image: orders:1.0.0
          args:
            - --port
            - "8080"
          env:
            - name: A
              value: "1"
            - name: B
              value: "2"
`;

describe('YAML that both sides changed', () => {
  it('keeps the user’s comments, order, quotes and layout where the generator changed nothing', () => {
    const ours = deployment
      .replace('  replicas: 2', "  # we need three\n  replicas:   3   # said Ann\n  paused: 'yes'")
      .replace('apiVersion: apps/v1\nkind: Deployment', 'kind:   Deployment\napiVersion: apps/v1');
    const theirs = deployment.replace('orders:1.0.0', 'orders:2.0.0');
    expect(clean(yaml(deployment, ours, theirs))).toBe(ours.replace('orders:1.0.0', 'orders:2.0.0'));
  });

  it('merges neighbouring keys, which for lines alone would be a conflict', () => {
    const base = 'a: 1\nb: 2\n';
    expect(clean(yaml(base, 'a: 5 # five\nb: 2\n', 'a: 1\nb: 6\n'))).toBe('a: 5 # five\nb: 6\n');
    expect(clean(yaml(base, 'a: 1\nb: 2\nmine: x\n', 'a: 1\nb: 2\nnew: y\n'))).toBe(
      'a: 1\nb: 2\nnew: y\nmine: x\n',
    );
    expect(clean(yaml(base, 'b: 2\n', 'a: 1\nb: 3\n'))).toBe('b: 3\n');
  });

  it('brings a new value to the comment that the user wrote behind the old one', () => {
    const base = 'spec:\n  replicas: 4\n  paused: false\n';
    const ours = 'spec:\n  replicas: 4 # ask Ann first\n  revisionHistoryLimit: 12\n  paused: false\n';
    expect(clean(yaml(base, ours, base.replace('4', '5')))).toBe(ours.replace('4', '5'));
  });

  it('knows the items of a list by name, key or id, wherever they stand', () => {
    const ours = deployment
      .replace('            - name: B\n              value: "2"\n', '')
      .replace('value: "1"', 'value: "one"');
    const theirs = deployment.replace(
      'value: "2"\n',
      'value: "2"\n            - name: C\n              value: "3"\n',
    );
    expect(clean(yaml(deployment, ours, theirs))).toBe(
      ours.replace('value: "one"\n', 'value: "one"\n            - name: C\n              value: "3"\n'),
    );
    const base = 'rules:\n  - id: a\n    level: 1\n  - id: b\n    level: 2\n';
    expect(
      clean(yaml(base, base.replace('level: 1', 'level: 9'), base.replace('level: 2', 'level: 8'))),
    ).toBe('rules:\n  - id: a\n    level: 9\n  - id: b\n    level: 8\n');
  });

  it('adds to a list of values from both sides, in the user’s place first', () => {
    const base = 'args:\n  - a\n  - b\n';
    expect(clean(yaml(base, `${base}  - mine\n`, `${base}  - new\n`))).toBe(`${base}  - mine\n  - new\n`);
    expect(clean(yaml(base, 'args:\n  - b\n', 'args:\n  - a\n  - b\n  - c\n'))).toBe('args:\n  - b\n  - c\n');
  });

  it('knows documents by kind and name', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: orders\nspec:\n  port: 80\n';
    const ours = `${service.replace('80', '81')}---\nkind: Mine\nmetadata:\n  name: x\n`;
    const theirs = `${deployment}---\n${service}  type: ClusterIP\n`;
    const base = `${deployment}---\n${service}`;
    expect(clean(yaml(base, `${deployment}---\n${ours}`, theirs))).toBe(
      `${deployment}---\n${service.replace('80', '81')}  type: ClusterIP\n---\nkind: Mine\nmetadata:\n  name: x\n`,
    );
  });

  it('merges scripts in a value by their lines', () => {
    const script = (...lines: string[]) => `run: |\n${lines.map(line => `  ${line}\n`).join('')}after: 1\n`;
    const merge = yaml(
      script('set -e', 'build', 'test', 'push'),
      script('set -eu', 'build', 'test', 'push'),
      script('set -e', 'build', 'test', 'push --all'),
    );
    expect(clean(merge)).toBe(script('set -eu', 'build', 'test', 'push --all'));
  });

  it('takes new comments of the generator with its changes', () => {
    const base = 'steps:\n  - uses: checkout@aaa # v1\n  - uses: setup@bbb # v2\n';
    const theirs = 'steps:\n  - uses: checkout@ccc # v3\n  - uses: setup@bbb # v2\n';
    const ours = 'steps:\n  - uses: checkout@aaa # v1\n  - uses: setup@bbb # v2\n    with: { a: 1 }\n';
    expect(clean(yaml(base, ours, theirs))).toBe(ours.replace('aaa # v1', 'ccc # v3'));
    expect(clean(yaml('a: 1 # x\nb: 2\n', 'a: 1 # x\nb: 3\n', 'a: 1 # y\nb: 2\n'))).toBe('a: 1 # y\nb: 3\n');
  });

  it('keeps Windows line endings, tags, anchors and large numbers as they are', () => {
    const base = 'a: 1\nb: 2\nc: 3\n';
    const ours = 'a: 5\r\nb: 2\r\nc: 3\r\nd: &x !Ref 12345678901234567890123\r\ne: *x\r\n';
    expect(clean(yaml(base, ours, 'a: 1\nb: 6\nc: 3\n'))).toBe(ours.replace('b: 2', 'b: 6'));
  });
});

describe('a value that both sides changed', () => {
  const base = 'spec:\n  replicas: 4\n  paused: false\n';
  const ours = 'spec:\n  replicas: 9 # mine\n  revisionHistoryLimit: 12\n  paused: false # for now\n';

  it('is a conflict alone: what stands beside it holds on either side, and its comment goes with it', () => {
    const merge = yaml(base, ours, base.replace('4', '5'));
    expect(merge.conflicts).toEqual([
      { path: 'spec.replicas', lines: { from: 2, to: 2 }, column: 13, base: '4', ours: '9', theirs: '5' },
    ]);
    expect(merge.mine).toBe(ours);
    expect(merge.generated).toBe(ours.replace('9 # mine', '5'));
  });

  it('keeps the generated comment with the generated value', () => {
    const image = (value: string) => `a: 0\nimage: ${value}\nb: 0\n`;
    const merge = yaml(image('x:1 # v1'), image('mine:1 # v1'), image('x:2 # v2'));
    expect([merge.mine, merge.generated]).toEqual([image('mine:1 # v1'), image('x:2 # v2')]);
  });

  it('gives way with all that stands in it, be it of another kind', () => {
    const merge = yaml('a: []\nb: 1\n', 'a:\n  # why\n  x: 1 # one\nb: 1 # keep\n', 'a: [1]\nb: 1\n');
    expect(merge.generated).toBe('a: [1]\nb: 1 # keep\n');
    expect(merge.mine).toBe('a:\n  # why\n  x: 1 # one\nb: 1 # keep\n');
  });
});

describe('a conflict in YAML', () => {
  it('is a value that both sides changed, named by its path and line', () => {
    const ours = deployment.replace('replicas: 2', 'replicas: 3');
    const theirs = deployment.replace('replicas: 2', 'replicas: 4').replace('1.0.0', '2.0.0');
    const merge = yaml(deployment, ours, theirs);
    expect(merge.conflicts).toEqual([
      { path: 'spec.replicas', lines: { from: 7, to: 7 }, column: 13, base: '2', ours: '3', theirs: '4' },
    ]);
    expect(merge.mine).toBe(ours.replace('1.0.0', '2.0.0'));
    expect(merge.generated).toBe(theirs);
  });

  it('is a part that one side removed and the other changed', () => {
    const base = 'a:\n  b: 1\n  c: 1\nd: 1\n';
    expect(where(yaml(base, 'd: 1\n', base.replace('b: 1', 'b: 2')))).toEqual([
      { path: 'a', base: 'b: 1\n  c: 1', ours: '', theirs: 'b: 2\n  c: 1' },
    ]);
    expect(where(yaml(base, base.replace('b: 1', 'b: 2'), 'd: 1\n'))).toEqual([
      { path: 'a', base: 'b: 1\n  c: 1', ours: 'b: 2\n  c: 1', theirs: '' },
    ]);
  });

  it('is a comment that the user wrote in a part that the generator removes', () => {
    const base = 'a: 1\nb:\n  c: 1\nd: 1\n';
    const merge = yaml(base, 'a: 1\nb:\n  # mind this\n  c: 1\nd: 1\n', 'a: 1\nd: 1\n');
    expect(merge.conflicts.length).toBe(1);
    expect(merge.mine).toContain('# mind this');
  });

  it('is an item by name in a list, and two orders of the same items', () => {
    const base = 'on:\n  - name: x y\n    v: 1\n  - name: z\n    v: 1\n';
    const set = (v: number) => base.replace('v: 1', `v: ${v}`);
    expect(where(yaml(base, set(2), set(3)))).toEqual([
      { path: 'on[x y].v', base: '1', ours: '2', theirs: '3' },
    ]);
    const list = (...names: string[]) => `on:\n${names.map(name => `  - name: ${name}\n`).join('')}`;
    expect(clean(yaml(list('a', 'b', 'c'), list('a', 'b', 'mine', 'c'), list('c', 'a', 'b')))).toBe(
      list('c', 'a', 'b', 'mine'),
    );
    expect(where(yaml(list('a', 'b', 'c'), list('b', 'a', 'c'), list('c', 'a', 'b')))).toMatchObject([
      { path: 'on' },
    ]);
    expect(where(yaml('- a\n- b\n- c\n', '- b\n- c\n- a\n', '- b\n- a\n- c\n'))).toMatchObject([
      { path: 'the document' },
    ]);
  });

  it('is by lines where the user’s file does not parse any more', () => {
    const merge = yaml(
      deployment,
      `${deployment}  broken: [\n`,
      deployment.replace('replicas: 2', 'replicas: 4'),
    );
    expect(clean(merge)).toBe(`${deployment.replace('replicas: 2', 'replicas: 4')}  broken: [\n`);
  });

  it('is everything where lines fit and the meaning would not', () => {
    const merge = yaml(
      'a: 1\nx: 1\ny: 1\nz: 1\nb: 1\n',
      'k: 1\na: 1\nx: 1\ny: 1\nz: 1\nb: 1\n',
      'a: 1\nx: 1\ny: 1\nz: 1\nb: 1\nk: 2\n',
    );
    expect(where(merge)).toEqual([{ path: 'k', base: '', ours: '1', theirs: '2' }]);
  });
});

describe('JSON that both sides changed', () => {
  const base = '{\n  "a": 1,\n  "list": [\n    "x"\n  ],\n  "z": {}\n}\n';

  it('is merged by structure, commas included, with the user’s indentation', () => {
    expect(
      clean(
        json(
          base,
          base.replace('"z": {}', '"z": {},\n  "mine": 1.50'),
          base.replace('"z": {}', '"z": {},\n  "new": [1, 2]'),
        ),
      ),
    ).toBe(
      '{\n  "a": 1,\n  "list": [\n    "x"\n  ],\n  "z": {},\n  "new": [\n    1,\n    2\n  ],\n  "mine": 1.50\n}\n',
    );
    const tabs = base.replaceAll('  ', '\t');
    expect(clean(json(base, tabs.replace('1', '7'), base.replace('"x"', '"x",\n    "y"')))).toBe(
      tabs.replace('1', '7').replace('"x"', '"x",\n\t\t"y"'),
    );
  });

  it('on one line stays on one line', () => {
    expect(clean(json(base, '{"a":5,"list":["x"],"z":{}}', base.replace('{}', '{ "n": null }')))).toBe(
      '{"a":5,"list":["x"],"z":{"n":null}}',
    );
  });

  it('keeps keys that a prototype has, and numbers of any length', () => {
    const ours = base.replace('"a": 1', '"__proto__": 123456789012345678901234567890.10,\n  "a": 1');
    expect(clean(json(base, ours, base.replace('"a": 1', '"a": 2')))).toBe(ours.replace('"a": 1', '"a": 2'));
  });

  it('has conflicts by path', () => {
    expect(where(json(base, base.replace('1', '2'), base.replace('1', '3')))).toEqual([
      { path: 'a', base: '1', ours: '2', theirs: '3' },
    ]);
  });
});

describe('hostile files', () => {
  it.each([
    ['deep nesting', `${'['.repeat(20_000)}\n`],
    ['an anchor that cannot be printed', 'k: &\0 1\n'],
    ['deep blocks', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    [
      'an alias bomb',
      `a: &a [x]\n${Array.from({ length: 40 }, (_, i) => `a${i}: &a${i} [${`*a${i === 0 ? '' : i - 1},`.repeat(9)}]\n`).join('')}`,
    ],
  ])('%s is merged without being followed', (_, text) => {
    const base = 'x: 1\ny: 1\nz: 1\nw: 1\n';
    expect(clean(yaml(base, base + text, base.replace('x: 1', 'x: 2')))).toBe(
      base.replace('x: 1', 'x: 2') + text,
    );
  });
});
