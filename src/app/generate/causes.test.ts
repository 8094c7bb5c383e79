import { describe, expect, it } from 'vitest';
import { ordersProject } from '../../../test/fixtures/orders.ts';
import type { Origin } from '../../model/origins.ts';
import { causesOf, type Remade } from './causes.ts';

const at = { file: 'SPEC.yaml', line: 7, column: 3 };
const origins = new Map<string, Origin>([
  ['service.port', { from: 'document', at }],
  ['service.scaling.min', { from: 'option', option: '--replicas' }],
]);

const port = String(ordersProject.services[0]?.port);

function causes(...files: Remade[]) {
  return causesOf(files, { project: ordersProject, origins });
}

const file = (before: string, after: string, ...spans: [line: number, field: string][]): Remade => ({
  path: 'a.yaml',
  before,
  after,
  spans: spans.map(([line, field]) => ({ from: line, to: line, field })),
});

describe('the fields behind a change', () => {
  it('are those of the line that is new, with the old value read off the line before it', () => {
    expect(
      causes(file('a: 1\nport: "9"\n', `a: 1\nport: "${port}"\n`, [2, 'service.port'])).get('a.yaml'),
    ).toEqual([{ field: 'service.port', old: '9', new: port, at }]);
  });

  it('have no old value where more of the line has changed than the value', () => {
    const [cause] = causes(file('x: 9\n', `port: ${port}\n`, [1, 'service.port'])).get('a.yaml') ?? [];
    expect(cause).toEqual({ field: 'service.port', new: port, at });
  });

  it('are the override where one is no more, and not the field that it stood in front of', () => {
    const line = file('port: 9\n', `port: ${port}\n`, [1, 'service.port']);
    const patched = { ...line, withdrawn: 2 };
    const gone = { field: 'overrides.a.yaml.0', old: '2 operations' };
    expect(causes(patched).get('a.yaml')).toEqual([gone]);
    const other = { ...file('p: 8\n', `p: ${port}\n`, [1, 'service.port']), path: 'b.yaml' };
    expect(causes(patched, other).get('a.yaml')).toEqual([
      gone,
      { field: 'service.port', old: '8', new: port, at },
    ]);
  });

  it('are not those that show unchanged elsewhere', () => {
    const moved = file(
      `name: x\nport: 9\n`,
      `name: x\nport: ${port}\nname: x\n`,
      [1, 'service.name'],
      [2, 'service.port'],
      [3, 'service.name'],
    );
    expect(
      causes(moved)
        .get('a.yaml')
        ?.map(({ field }) => field),
    ).toEqual(['service.port']);
  });

  it('come first where the old value is known, also from another file', () => {
    const known = { ...file('port: 9\n', `port: ${port}\n`, [1, 'service.port']), path: 'b.yaml' };
    const both = file('x\n', `y ${port}\n`, [1, 'service.name'], [1, 'service.port']);
    expect(
      causes(known, both)
        .get('a.yaml')
        ?.map(({ field, old }) => [field, old]),
    ).toEqual([
      ['service.port', '9'],
      ['service.name', undefined],
    ]);
  });

  it('are known beside a file that was generated later: one that was resolved, or of a family generated alone', () => {
    const resolved = { ...file(`port: ${port}\n`, `port: ${port}\n`, [1, 'service.port']), path: 'b.yaml' };
    const other = file('port: 9\n', `port: ${port}\n`, [1, 'service.port']);
    const found = causes(resolved, other);
    expect(found.get('a.yaml')).toEqual([{ field: 'service.port', old: '9', new: port, at }]);
    expect(found.get('b.yaml')).toEqual([]);
  });

  it('are told apart on one line by a file of the same age', () => {
    const line = file(`x: 9 ${port}\n`, `x: ${port} ${port}\n`, [1, 'service.port'], [1, 'service.other']);
    const steady = { ...file(`o: ${port}\n`, `o: ${port}\n`, [1, 'service.other']), path: 'b.yaml' };
    expect(
      causes(line, steady)
        .get('a.yaml')
        ?.map(({ field }) => field),
    ).toEqual(['service.port']);
  });

  it('have the old value that this very file showed', () => {
    const older = file('port: 7\n', `port: ${port}\n`, [1, 'service.port']);
    const newer = { ...file('port: 8\n', `port: ${port}\n`, [1, 'service.port']), path: 'b.yaml' };
    const found = causes(older, newer);
    expect([found.get('a.yaml')?.[0]?.old, found.get('b.yaml')?.[0]?.old]).toEqual(['7', '8']);
  });

  it('of a new file are none: that it is new says it', () => {
    const { before: _, ...fresh } = file('', `port: ${port}\n`, [1, 'service.port']);
    expect(causes(fresh).has('a.yaml')).toBe(false);
  });

  it('of a file that is as it was are none', () => {
    expect(causes(file('a\n', 'a\n', [1, 'service.port'])).get('a.yaml')).toEqual([]);
  });
});
