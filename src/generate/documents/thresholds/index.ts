/** The documents that define thresholds: a PRD, BRD or ADR, in Markdown or YAML. */
import { type Problem, problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { bare, slice, type Token, token, trim } from '../../../model/token.ts';
import { type DocumentText, documentName } from '../gathering.ts';
import { tooDense } from '../markdown/dense.ts';
import { type Block, outline } from '../markdown/outline.ts';
import type { TreeNode } from '../tree/node.ts';
import { parseYaml } from '../tree/yaml.ts';
import { parted } from './reference.ts';
import { Registry, type Thresholds } from './registry.ts';
import { defineTree } from './tree.ts';

export type { Thresholds } from './registry.ts';

export interface ThresholdReading {
  /** Empty where the document says not which it is, or cannot be read. */
  readonly values: Thresholds;
  readonly problems: readonly Problem[];
}

/**
 * Reads what a document defines: rows of tables with the columns Key and Value (and Unit), YAML fences below `thresholds:`
 * or in a section about thresholds, lists of `key: value`; in YAML all below `thresholds:`, or the whole. A value without
 * a unit has that of its comment: `p95: 200  # ms` is 200 ms. Never throws.
 */
export function readThresholds({ file, text }: Pick<DocumentText, 'file' | 'text'>): ThresholdReading {
  const start = token(file, 1, 1, '');
  const isMarkdown = /\.md$/i.test(file);
  const tree = isMarkdown ? undefined : parseYaml(text, start);
  if (tree && tree.problems.length > 0) return { values: new Map(), problems: tree.problems };
  const id = idOf(file, tree?.root);
  if (id === undefined) {
    const problems = [problem('thresholds-unnamed', { file }, { at: start.at })];
    return { values: new Map(), problems };
  }
  const registry = new Registry(id, { text: file, at: start.at }, text.split(/\r\n|\r|\n/));
  if (tree) defineTree(tree.root, registry, 'file');
  else readMarkdown(file, text, registry);
  return { values: registry.values, problems: registry.problems };
}

/** The same as a document of a project. Its values are facts where a field of another document refers to them. */
export function readRegistry({
  file,
  text,
}: Pick<DocumentText, 'file' | 'text'>): Reading & ThresholdReading {
  const { values, problems } = readThresholds({ file, text });
  const document = { name: documentName(file), kind: 'thresholds', file } as const;
  return { document, values, facts: [], problems: [...problems], unused: [], needs: [] };
}

/** By its name, such as PRD-02_thresholds.md, else by an id inside. */
function idOf(file: string, root: TreeNode | undefined): string | undefined {
  const named = documentName(file);
  if (isId(named)) return named;
  for (const key of ['id', 'document_id', 'registry_document']) {
    const found = root?.kind === 'map' ? root.entries.get(key)?.node.token.text : undefined;
    if (isId(found)) return found;
  }
  return undefined;
}

const isId = (text: string | undefined) => /^[A-Z]{2,8}-\d{1,6}$/.test(text ?? '');

function readMarkdown(file: string, text: string, registry: Registry): void {
  const refusal = tooDense(file, text);
  if (refusal) {
    registry.problems.push(refusal);
    return;
  }
  for (const { title, blocks } of outline(file, text).sections) {
    for (const block of blocks) {
      if (block.kind === 'table') defineTable(block, registry);
      else if (block.kind === 'list') for (const item of block.items) defineLine(item, registry);
      else if (block.kind === 'paragraph') for (const line of block.lines) defineLine(line, registry);
      else if (/^ya?ml$/i.test(block.language)) {
        const { root, problems } = parseYaml(block.body, block.start);
        registry.problems.push(...problems);
        defineTree(root, registry, /threshold/i.test(title) ? 'section' : 'fence');
      }
    }
  }
}

const keyTitles = ['key', 'threshold', 'threshold key'];
const valueTitles = ['value', 'threshold value', 'target'];

/** A table with other values too (overrides of an environment, a log of changes) has other columns. */
function defineTable({ header, rows }: Extract<Block, { kind: 'table' }>, registry: Registry): void {
  const titles = header.map(cell => bare(cell).text.toLowerCase());
  const at = (names: readonly string[]) => titles.findIndex(title => names.includes(title));
  const [key, value, unit] = [at(keyTitles), at(valueTitles), at(['unit', 'units'])];
  if (key < 0 || value < 0) return;
  for (const cells of rows) {
    const [name, token] = [cells[key], cells[value]];
    if (!name || !token || cells.length !== header.length || !isKey(bare(name).text)) continue;
    registry.define(bare(name).text, bare(token), cells[unit] ? bare(cells[unit]).text : undefined);
  }
}

/** "- `perf.api.p95`: 200 ms", "**PRD.02.perf.api.p95** = 200 ms". */
function defineLine(line: Token, registry: Registry): void {
  const match = /^[`*]{0,3}([\w-]{1,40}(?:\.[\w-]{1,40}){1,8})[`*]{0,3} ?[:=][`*]{0,3} +(?=\S)/.exec(
    line.text,
  );
  if (match?.[1] && isKey(match[1])) registry.define(match[1], bare(trim(slice(line, match[0].length))), '');
}

/** A key has at least a category and an attribute, neither beginning with a digit: a version is none. */
const isKey = (name: string) => /^[a-z][\w-]*(?:\.[A-Za-z_][\w-]*)+$/.test(parted(name).key);
