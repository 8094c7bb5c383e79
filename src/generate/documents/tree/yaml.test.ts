import { describe, expect, it } from 'vitest';
import { token } from '../../../model/token.ts';
import type { TreeNode } from './node.ts';
import { parseYaml, parseYamlStream } from './yaml.ts';

const start = token('a.yaml', 1, 1, '');

/** One line a leaf: its path, its text and its place. */
function leaves(node: TreeNode | undefined, path = ''): readonly string[] {
  if (!node) return [];
  const tag = node.tag === undefined ? '' : ` ${node.tag}`;
  if (node.kind === 'map') {
    const below = [...node.entries].flatMap(([key, entry]) => leaves(entry.node, `${path}/${key}`));
    return tag === '' ? below : [`${path}${tag}`, ...below];
  }
  if (node.kind === 'list') return node.items.flatMap((item, i) => leaves(item, `${path}/${i}`));
  const { text, at } = node.token;
  return [`${path}${tag} = ${node.kind === 'null' ? 'null' : text} @${at.line}:${at.column}+${at.length}`];
}

const read = (text: string) => leaves(parseYaml(text, start).root);
const problems = (text: string) =>
  parseYaml(text, start).problems.map(({ id, at }) => `${id} ${at?.line}:${at?.column}`);

describe('the tree of a YAML document', () => {
  it('shows each null at its place', () => {
    expect(read('volumes:\n  data:\n  logs: null\n  old: ~\nlist: [~, a]\n')).toEqual([
      '/volumes/data = null @2:8+0',
      '/volumes/logs = null @3:9+4',
      '/volumes/old = null @4:8+1',
      '/list/0 = null @5:8+1',
      '/list/1 = a @5:11+1',
    ]);
    expect(read('? data\n? logs\n: x\n')).toEqual(['/data = null @1:7+0', '/logs = x @3:3+1']);
    expect(read('{ data, logs }')).toEqual(['/data = null @1:7+0', '/logs = null @1:13+0']);
  });

  it('keeps the tags of other languages and resolves those of YAML', () => {
    expect(
      read('a: !reset null\nb: !override [x]\nc: !!str 12\nd: !reset\ne: !override {f: 1}\ng: !x "null"\n'),
    ).toEqual([
      '/a !reset = null @1:11+4',
      '/b/0 = x @2:15+1',
      '/c = 12 @3:10+2',
      '/d !reset = null @4:10+0',
      '/e !override',
      '/e/f = 1 @5:18+1',
      '/g !x = null @6:8+4',
    ]);
  });

  it('takes over what a merge key names, each value at the place where it is written', () => {
    const text =
      'x: &x { a: 1, b: 2 }\ny: &y { b: 3, c: 4 }\nz:\n  <<: *x\n  a: 5\nall:\n  <<: [*y, *x]\n  d: 6\n';
    expect(read(text).slice(4)).toEqual([
      '/z/a = 5 @5:6+1',
      '/z/b = 2 @1:18+1',
      '/all/b = 3 @2:12+1',
      '/all/c = 4 @2:18+1',
      '/all/a = 1 @1:12+1',
      '/all/d = 6 @8:6+1',
    ]);
  });

  it('keeps what is written behind a merge key and counts nowhere, for the report of what is lost', () => {
    const { root } = parseYaml('<<: [{ a: 1, b: 2 }, { b: 3 }]\na: 4\n', start);
    expect(leaves(root)).toEqual(['/a = 4 @2:4+1', '/b = 2 @1:17+1']);
    expect(root?.kind === 'map' && root.hidden?.map(({ key: { at } }) => `${at.line}:${at.column}`)).toEqual([
      '1:8',
      '1:24',
    ]);
  });

  it('takes a merge key in quotes as a name, and refuses to merge what is no mapping', () => {
    expect(read('"<<": x\n')).toEqual(['/<< = x @1:7+1']);
    expect(problems('a: 1\n<<: [b]\n')).toEqual(['yaml-merge-invalid 2:1']);
    expect(problems('a: 1\n<<: 3\n')).toEqual(['yaml-merge-invalid 2:1']);
  });

  it('names a key that is not a single value', () => {
    expect(problems('a: 1\n? [b, c]\n: 2\n')).toEqual(['yaml-key-invalid 2:3']);
    expect(problems('{ a: { [b]: c } }')).toEqual(['yaml-key-invalid 1:8']);
    expect(problems(': a\n')).toEqual(['yaml-key-invalid 1:1']);
  });

  it('reads an alias as a key', () => {
    expect(read('a: &name web\nb: { *name : 1 }\n')).toEqual(['/a = web @1:10+3', '/b/web = 1 @2:14+1']);
  });

  it('reads a stream of documents, each with anchors of its own', () => {
    const { roots } = parseYamlStream('a: &a 1\n---\nb: 2\n---\n# nothing\n', start);
    expect(roots.flatMap(root => leaves(root))).toEqual(['/a = 1 @1:7+1', '/b = 2 @3:4+1']);
    expect(parseYamlStream('a: &a 1\n---\nb: *a\n', start).problems[0]?.message).toContain('no anchor &a');
    expect(problems('a: 1\n---\nb: 2\n')).toEqual(['yaml-syntax 3:1']);
  });

  it('marks a text that is not written as it is meant, so that its parts have the place of the whole', () => {
    const { root } = parseYaml('"a\\tb": |\n  one\n  two\nplain: "80:80"\n', start);
    const nodes = root?.kind === 'map' ? [...root.entries.values()] : [];
    expect(nodes.map(({ key, node }) => [key.rewritten, node.token.rewritten])).toEqual([
      [true, true],
      [undefined, undefined],
    ]);
  });
});

describe('a text that is no document', () => {
  const said = (text: string) => {
    const { problems } = parseYaml(text, start);
    return problems.map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`);
  };
  const size = 65_536;

  it('has all its errors counted, and the first one named', () => {
    expect(said('a: 1\n]\n}\n')).toEqual([
      'yaml-syntax 2:1 this is not valid YAML: Unexpected flow-seq-end token in YAML stream: "]" (1 more parse error after it may follow from this one)',
    ]);
  });

  it.each([
    ['}', 'Unexpected flow-map-end token in YAML document: "}"'],
    ['*\n*\n', 'Alias cannot be an empty string'],
    ['- [ ] ', 'Unexpected seq-item-ind at node end'],
    ['"\n', 'Unexpected double-quoted-scalar at node end'],
  ])('is given up after a hundred errors: %j again and again', (unit, reason) => {
    const [first = '', ...others] = said(unit.repeat(size / unit.length));
    expect(others).toEqual([]);
    expect(first).toContain(`this is not valid YAML: ${reason} (at least 99 more parse errors`);
  });

  it('is refused where it is all signs', () => {
    const expected = 'yaml-too-dense 1:22938 the YAML has more than 22937 words, signs and line ends';
    expect(said('[' + '1,'.repeat(size / 2 - 1) + ']')).toEqual([expected]);
    expect(said('- \n'.repeat(size / 3))[0]).toContain('yaml-too-dense');
    expect(said('\n'.repeat(size))[0]).toContain('yaml-too-dense');
  });

  it('is read where it is short words, in flow style too', () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `k${i}: ${i}`);
    expect(said(keys.join('\n'))).toEqual([]);
    expect(said(`{ ${keys.join(', ')} }`)).toEqual([]);
    expect(said(`a:\n${'  - { cpu: 1, gpu: 2 }\n'.repeat(1800)}`)).toEqual([]);
  });

  it('is refused where it is a stream that does not end', () => {
    const many = 'the YAML is a stream of more than 100 documents';
    expect(said('---\n'.repeat(size / 4))).toEqual([`yaml-too-many-documents 103:1 ${many}`]);
    expect(parseYamlStream('a: 1\n---\n'.repeat(99), start).problems).toEqual([]);
  });

  it.each([
    ['flow lists', '['.repeat(100), '1:66'],
    ['lists on one line', '- '.repeat(100), '1:131'],
    ['lists on one line, far apart', '-  '.repeat(100), '1:196'],
    [
      'lines further and further in',
      Array.from({ length: 100 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      '66:66',
    ],
    [
      'lists below lists',
      Array.from({ length: 9 }, (_, i) => `${' '.repeat(20 * i)}${'- '.repeat(10)}`).join('\n'),
      '7:131',
    ],
  ])('is refused at its 65th level: %s', (_, text, place) => {
    expect(said(text)).toEqual([`yaml-too-deep ${place} the YAML is nested deeper than 64 levels`]);
  });

  it('may hold any signs in a text: those of a program are not its own', () => {
    expect(
      said(
        `run: |\n  ${'[[ {{ '.repeat(100)}\n  ${'- '.repeat(100)}\nb: "${'['.repeat(100)}" # ${'{'.repeat(100)}\n`,
      ),
    ).toEqual([]);
  });
});
