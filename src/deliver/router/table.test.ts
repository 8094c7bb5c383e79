import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RouterTable } from '../engine/table.ts';
import { assertNewer, parseTable } from './table.ts';
import { readTable } from './table-file.ts';

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
    expect(() => parseTable({ schemaVersion: 3 }, 'router.json')).toThrow(
      'table-version-unknown: router.json has schema version 3; this router knows 1 to 2',
    );
    expect(() => parseTable({ schemaVersion: '2' }, 'the table')).toThrow('the table has schema version "2"');
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

describe('version 2', () => {
  const strategies = {
    assignment: { by: 'cookie', name: 'orders_bucket' },
    mirror: { release: 'b', percent: 12.5 },
    flag: { name: 'new-checkout', release: 'a', percent: 5 },
  } as const;
  const second = { ...table, schemaVersion: 2, ...strategies };
  const fault = (changes: object) => () => parseTable({ ...second, ...changes }, 'the table');

  it('says who stays, what is mirrored and which flag is on', () => {
    expect(parseTable(JSON.parse(JSON.stringify(second)), 'the table')).toEqual(second);
  });

  it('is where these are from: in version 1 they mean nothing, as they never did', () => {
    expect(parseTable({ ...table, ...strategies }, 'the table')).toEqual(table);
  });

  it('names cookies and headers by what HTTP allows, and flags without what would look like two', () => {
    for (const name of ['', 'a b', 'a;b', 'a\r\nb', 'a=b', 'é', 'x'.repeat(129)])
      expect(fault({ assignment: { by: 'cookie', name } })).toThrow(/^table-invalid: .*assignment\.name/);
    for (const name of ['', 'a,b', 'a+b', 'a~b', 'a\nb', '-a', 'x'.repeat(129)])
      expect(fault({ flag: { ...strategies.flag, name } })).toThrow(/^table-invalid: .*flag\.name/);
    expect(fault({ assignment: { by: 'address', name: 'x' } })).toThrow(/assignment\.by/);
  });

  it('gives shares from 0 to 100', () => {
    for (const percent of [-1, 101, Number.NaN, '5', null]) {
      expect(fault({ mirror: { release: 'b', percent } })).toThrow(/mirror\.percent/);
      expect(fault({ flag: { ...strategies.flag, percent } })).toThrow(/flag\.percent/);
    }
  });

  it.each([1, 2] as const)('reads what version %i wrote', version => {
    const file = fileURLToPath(
      new URL(`../../../test/fixtures/state-v${version}/router.json`, import.meta.url),
    );
    expect(readTable(file)).toMatchObject({ schemaVersion: version, service: 'orders' });
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
