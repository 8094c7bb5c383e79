import { existsSync, readFileSync } from 'node:fs';
import type { ComposeContext, OtherFile } from '../../src/generate/documents/compose/context.ts';
import { readCompose } from '../../src/generate/documents/compose/index.ts';
import { loadProject } from '../../src/generate/documents/compose/load/project.ts';
import { type DocumentText, Gathering } from '../../src/generate/documents/gathering.ts';
import type { TreeNode } from '../../src/generate/documents/tree/node.ts';
import type { Reading } from '../../src/model/facts.ts';

const document = (file: string): DocumentText => ({
  kind: 'compose',
  file,
  text: readFileSync(file, 'utf8'),
});

/** Asks until nothing more is needed, as whoever reads files does. */
function settled<T>(
  context: Omit<ComposeContext, 'others'>,
  ask: (context: ComposeContext) => [T, Reading['needs']],
): T {
  const others = new Map<string, OtherFile>();
  for (let round = 0; round < 50; round += 1) {
    const [result, needs] = ask({ ...context, others });
    const open = needs.flatMap(need => (need.kind === 'file' && !others.has(need.path) ? [need.path] : []));
    if (open.length === 0) return result;
    for (const path of open)
      others.set(path, existsSync(path) ? { text: readFileSync(path, 'utf8') } : 'missing');
  }
  throw new Error('the reader asks without end');
}

/** Reads a Compose file and all that it takes in. */
export function readProject(file: string, environment: ReadonlyMap<string, string> = new Map()): Reading {
  return settled({ environment }, context => {
    const reading = readCompose(document(file), context);
    return [reading, reading.needs];
  });
}

/** The merged tree of a project in long form, as plain values: every scalar is a text. */
export function plainProject(file: string, environment: ReadonlyMap<string, string> = new Map()): unknown {
  return settled({ environment }, context => {
    const gathering = new Gathering();
    const { root } = loadProject(document(file), context, gathering);
    return [root && plain(root), gathering.needs];
  });
}

function plain(node: TreeNode): unknown {
  if (node.kind === 'null') return null;
  if (node.kind === 'scalar') return node.token.text;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}
