import { bare, isAbsent, slice, type Token } from '../../../model/token.ts';
import type { Block } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import type { MapNode, ScalarNode, TreeNode } from '../tree/node.ts';
import { listHomes, specKey } from './homes.ts';

/** The tree that a table, a list or the lines of a text stand for; undefined when they are neither pairs nor rows. */
export function blockNode(block: Exclude<Block, { kind: 'fence' }>, home: string): TreeNode | undefined {
  const isList = listHomes.has(home);
  if (block.kind === 'paragraph') return isList ? undefined : pairsNode(block.lines, home);
  if (block.kind === 'list') return isList ? entriesNode(block.items) : pairsNode(block.items, home);
  const { header, rows } = block;
  const first = header[0];
  if (!first) return undefined;
  if (isList) return rowsNode(first, block, home);
  if (isQuantityTable(header)) return quantityNode(first, rows, home);
  return header.length === 2
    ? mapNode(
        first,
        rows.map(([key, value]) => [key, value]),
        home,
      )
    : undefined;
}

type Table = Extract<Block, { kind: 'table' }>;

type MaybePair = readonly [Token | undefined, Token | undefined];

/** A mapping out of key and value cells; absent values are left out. */
function mapNode(token: Token, pairs: readonly MaybePair[], home: string): MapNode {
  const entries = new Map<string, { key: Token; node: TreeNode }>();
  for (const [key, value] of pairs) {
    const name = key && specKey(bare(key).text, home);
    // The first counts; the second is on a line of which nothing is read.
    if (!key || !value || name === undefined || isAbsent(value) || entries.has(name)) continue;
    entries.set(name, { key: bare(key), node: scalar(value) });
  }
  return { kind: 'map', token, entries };
}

const scalar = (value: Token): ScalarNode => ({ kind: 'scalar', token: bare(value) });

/** "- Container image: `registry.example.com/api:1.0.0`". */
function pairsNode(items: readonly Token[], home: string): TreeNode | undefined {
  const pairs = items
    .map(phrase)
    .flatMap(({ key, value }) => (key && value.text !== '' ? [[key, value] as const] : []));
  const first = items[0];
  return pairs.length > 0 && first ? mapNode(first, pairs, home) : undefined;
}

/** "- `POST /orders` - stores an order": what stands before the dash. */
function entriesNode(items: readonly Token[]): TreeNode | undefined {
  const first = items[0];
  if (!first) return undefined;
  const nodes = items.map(item => {
    const dash = / [-–—] /.exec(item.text);
    return scalar(dash ? slice(item, 0, dash.index) : item);
  });
  return { kind: 'list', token: first, items: nodes };
}

function rowsNode(first: Token, { header, rows }: Table, home: string): TreeNode {
  const items = rows.map(cells =>
    mapNode(
      cells[0] ?? first,
      header.map((key, i) => [key, cells[i]]),
      home,
    ),
  );
  return { kind: 'list', token: first, items };
}

function isQuantityTable(header: readonly Token[]): boolean {
  const titles = header.map(({ text }) => text.trim().toLowerCase());
  return titles.join() === 'resource,request,limit';
}

/** "| CPU | 250m | 1 |": requests and limits in one table. */
function quantityNode(first: Token, rows: Table['rows'], home: string): TreeNode {
  const column = (at: number) =>
    mapNode(
      first,
      rows.map(cells => [cells[0], cells[at]] as const),
      home,
    );
  const entries = new Map<string, { key: Token; node: TreeNode }>([
    ['resource_requests', { key: first, node: column(1) }],
    ['resource_limits', { key: first, node: column(2) }],
  ]);
  return { kind: 'map', token: first, entries };
}
