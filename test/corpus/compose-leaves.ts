/** Walks a YAML file without any code of the reader, and finds the values that its reading says nothing about. */
import { isPair, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import type { Place } from '../../src/errors/index.ts';
import type { Reading } from '../../src/model/facts.ts';

/** A value or what it stands below: its dotted name, and the node whose place a report gives. */
interface Step {
  readonly name: string;
  readonly node: Node;
}

export function lostLeaves(file: string, text: string, reading: Reading): readonly string[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false });
  const offset = ({ line, column }: Place) => (lines.lineStarts[line - 1] ?? 0) + column - 1;
  const places = [...reading.facts, ...reading.needs].map(({ at }) => at);
  const said = [...places, ...(reading.followed ?? [])].filter(at => at.file === file).map(offset);
  const unused = new Set(
    reading.unused.filter(({ at }) => at.file === file).map(({ field, at }) => `${field} ${offset(at)}`),
  );
  const isSaid = ({ range }: Node) => said.some(at => range && at >= range[0] && at <= range[1]);
  /** The place of a text in quotes is that of its first letter. */
  const isUnused = ({ name, node: { range } }: Step) =>
    range && (unused.has(`${name} ${range[0]}`) || unused.has(`${name} ${range[0] + 1}`));

  const unusedPlaces = new Set(
    reading.unused.filter(({ at }) => at.file === file).map(({ at }) => offset(at)),
  );
  const isListed = ({ range }: Node) =>
    range && (unusedPlaces.has(range[0]) || unusedPlaces.has(range[0] + 1));

  const lost: string[] = [];
  const check = (leaf: Node, steps: readonly Step[]) => {
    const key = steps.at(-1)?.node;
    const isNamed = isScalar(leaf) && leaf.value === null && key !== undefined && isSaid(key);
    if (isSaid(leaf) || isListed(leaf) || isNamed || steps.some(isUnused)) return;
    const { line, col } = lines.linePos(leaf.range?.[0] ?? 0);
    lost.push(`${file}:${line}:${col} ${steps.at(-1)?.name}`);
  };
  for (const document of Array.isArray(documents) ? documents : []) {
    visit(document, {
      Pair(_, pair, path) {
        if (pair.value === null && isScalar(pair.key)) check(pair.key, stepsOf([...path, pair], pair.key));
      },
      Scalar(key, node, path) {
        if (key !== 'key') check(node, stepsOf(path, node));
      },
    });
  }
  return lost;
}

/** From the top to a value. What stands behind a merge key belongs to the mapping around it. */
function stepsOf(path: readonly unknown[], leaf: Node): readonly Step[] {
  const steps: Step[] = [];
  for (const [i, step] of path.entries()) {
    const next = (path[i + 1] ?? leaf) as Node;
    if (isPair(step) && isScalar(step.key)) add(steps, String(step.key.value), step.key);
    else if (isSeq(step) && !isMerge(path[i - 1])) add(steps, String(step.items.indexOf(next)), next);
  }
  return steps;
}

function add(steps: Step[], key: string, node: Node): void {
  if (key === '<<') return;
  const above = steps.at(-1)?.name;
  steps.push({ name: above === undefined ? key : `${above}.${key}`, node });
}

const isMerge = (step: unknown) => isPair(step) && isScalar(step.key) && step.key.value === '<<';
