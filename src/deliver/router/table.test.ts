import { describe, expect, it } from 'vitest';
import type { RouterTable } from '../engine/table.ts';
import { assertNewer, parseTable } from './table.ts';

const table: RouterTable = {
  schemaVersion: 1,
  token: 7,
  generation: 3,
  service: 'orders',
  backends: [{ release: 'a', readyPath: '/ready', instances: [{ id: 'a1', host: '127.0.0.1', port: 8001 }] }],
  split: { a: 1 },
  mark: { deploy: 'd', phase: 'bake' },
};

const next = (changes: Partial<RouterTable>) => () => assertNewer(table, { ...table, ...changes }, 'orders');

describe('a table that arrives', () => {
  it('is read as it is', () => {
    expect(parseTable(JSON.parse(JSON.stringify(table)), 'the table')).toEqual(table);
  });

  it('of another schema version is refused by name, whatever else it holds', () => {
    expect(() => parseTable({ schemaVersion: 2 }, 'router.json')).toThrow(
      'table-version-unknown: router.json has schema version 2; this router knows 1',
    );
    expect(() => parseTable({}, 'the table')).toThrow('the table has schema version none');
    expect(() => parseTable(null, 'the table')).toThrow(/^table-version-unknown/);
  });

  it('that is not well formed is refused with every reason', () => {
    const broken = { ...table, token: -1, split: { a: 'all' } };
    expect(() => parseTable(broken, 'the table')).toThrow(/^table-invalid: .*token: .*split\.a: /);
  });

  it('cannot send the readiness probe anywhere but to a path', () => {
    const backends = [{ ...table.backends[0], readyPath: '/a\r\nX: y' }];
    expect(() => parseTable({ ...table, backends }, 'the table')).toThrow(/backends\.0\.readyPath/);
  });
});

describe('a table replaces the one in force', () => {
  it('when its generation is higher', () => {
    expect(next({ generation: 4 })).not.toThrow();
  });

  it('when its token is higher, whatever its generation', () => {
    expect(next({ token: 8, generation: 1 })).not.toThrow();
  });

  it('never with an older token: its lease was taken over', () => {
    expect(next({ token: 6, generation: 99 })).toThrow(
      'table-fenced: the router refuses a table with token 6: token 7 has taken over',
    );
  });

  it('never with the same or an older generation: it is late, or came twice', () => {
    for (const generation of [2, 3])
      expect(next({ generation })).toThrow(
        `table-outdated: the router refuses table generation ${generation}: it already has 3`,
      );
  });

  it('never when it is that of another service', () => {
    expect(next({ service: 'carts', generation: 4 })).toThrow(/^table-service/);
  });
});
