import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { PatchOperation } from '../../model/settings.ts';
import { patchText } from './patch.ts';

const at = { file: 'devops-flow.yaml', line: 1, column: 1 };
const patch = (text: string, operation: Omit<PatchOperation, 'at'>) => {
  const result = patchText(text, { ...operation, at });
  return 'text' in result ? result.text : `refused: ${result.reason}`;
};

const manifest = `# Generated
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/name: orders
spec:
  replicas: 2 # where it starts
  list:
    - a
    - b
`;

describe('a JSON Patch (RFC 6902)', () => {
  it('changes a value and leaves comments, order and every other line', () => {
    expect(patch(manifest, { op: 'replace', path: '/spec/replicas', value: 5 })).toBe(
      manifest.replace('replicas: 2 # where it starts', 'replicas: 5'),
    );
    expect(patch(manifest, { op: 'remove', path: '/metadata/labels/app.kubernetes.io~1name' })).toBe(
      manifest.replace('  labels:\n    app.kubernetes.io/name: orders\n', '  labels: {}\n'),
    );
  });

  it('adds members, inserts into lists and appends with "-"', () => {
    expect(patch(manifest, { op: 'add', path: '/spec/paused', value: true })).toBe(
      `${manifest}  paused: true\n`,
    );
    expect(parse(patch(manifest, { op: 'add', path: '/spec/list/1', value: { x: [1] } }))).toMatchObject({
      spec: { list: ['a', { x: [1] }, 'b'] },
    });
    expect(patch(manifest, { op: 'add', path: '/spec/list/-', value: 'c' })).toBe(`${manifest}    - c\n`);
  });

  it('moves, copies and tests', () => {
    expect(parse(patch(manifest, { op: 'move', from: '/spec/list/0', path: '/spec/first' }))).toMatchObject({
      spec: { list: ['b'], first: 'a' },
    });
    expect(
      parse(patch(manifest, { op: 'copy', from: '/metadata/labels', path: '/spec/labels' })),
    ).toMatchObject({
      spec: { labels: { 'app.kubernetes.io/name': 'orders' } },
      metadata: { labels: { 'app.kubernetes.io/name': 'orders' } },
    });
    expect(patch(manifest, { op: 'test', path: '/spec/list', value: ['a', 'b'] })).toBe(manifest);
  });

  it('reaches a document of a stream by its number', () => {
    const stream = 'a: 1\n---\na: 2\n';
    expect(patch(stream, { op: 'replace', path: '/1/a', value: 3 })).toBe('a: 1\n---\na: 3\n');
    expect(patch(stream, { op: 'replace', path: '/a', value: 3 })).toBe(
      'refused: the file holds 2 documents: a path begins with the number of one, 0 to 1',
    );
  });

  it.each([
    [{ op: 'replace', path: '/spec/missing', value: 1 }, 'there is nothing at /spec/missing'],
    [{ op: 'remove', path: '/spec/list/2' }, 'there is nothing at /spec/list/2'],
    [{ op: 'add', path: '/spec/list/9', value: 1 }, 'there is nothing at /spec/list/9'],
    [{ op: 'add', path: '/none/x', value: 1 }, 'there is nothing at /none'],
    [{ op: 'add', path: '/kind/x', value: 1 }, '/kind is a single value and has no parts'],
    [{ op: 'move', from: '/spec', path: '/spec/a' }, '/spec cannot be moved into itself'],
    [{ op: 'test', path: '/spec/replicas', value: '2' }, '/spec/replicas is 2, not "2"'],
  ] as const)('refuses %j: %s', (operation, reason) => {
    expect(patch(manifest, operation)).toBe(`refused: ${reason}`);
  });

  it('encodes whatever value it puts in, and reaches no prototype', () => {
    const hostile = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'on', '<<')),
      fc.string(),
    );
    fc.assert(
      fc.property(hostile, value => {
        const text = patch(manifest, { op: 'add', path: '/spec/__proto__', value });
        const spec = (parse(text) as { spec: object }).spec;
        expect(stringify(Object.getOwnPropertyDescriptor(spec, '__proto__')?.value)).toBe(stringify(value));
      }),
      { numRuns: 200 },
    );
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});
