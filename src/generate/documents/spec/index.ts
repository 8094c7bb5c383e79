import { problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { token } from '../../../model/token.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import { tooDense } from '../markdown/dense.ts';
import { type Outline, outline } from '../markdown/outline.ts';
import { skipFrontMatter, skipOthers } from '../req/left.ts';
import type { Thresholds } from '../thresholds/registry.ts';
import { Cursor, reportUnused } from '../tree/cursor.ts';
import type { TreeNode } from '../tree/node.ts';
import { Trail } from '../tree/trail.ts';
import { parseYaml } from '../tree/yaml.ts';
import { fields } from './fields.ts';
import { strangerOf } from './kind.ts';
import { markdownTrees } from './markdown.ts';
import { readParts } from './parts.ts';
import { readPerformance } from './performance.ts';
import { readRequirements } from './requirements.ts';
import { needTagged, needTraced } from './tags.ts';

/**
 * Reads a SPEC, in YAML or in Markdown (docs/INPUTS.md shows both). What no field takes is unused. References to
 * `thresholds` are looked up there; those that name no document mean the `registry_document` of the SPEC.
 */
export function readSpec(
  document: DocumentText,
  { thresholds }: { readonly thresholds?: Thresholds } = {},
): Reading {
  const gathering = new Gathering(thresholds);
  const isMarkdown = /\.md$/i.test(document.file);
  const refusal = isMarkdown ? tooDense(document.file, document.text) : undefined;
  if (refusal) return gathering.refused(document, refusal);
  const found = isMarkdown ? outline(document.file, document.text) : undefined;
  const trees = found ? markdownTrees(document, found, gathering) : yamlTrees(document, gathering);
  gathering.registry = trees.map(registryOf).find(id => id !== undefined);
  needTagged(document, gathering);
  for (const tree of trees) readTree(tree, gathering);
  if (found && trees.length > 0) skipUntaken(document, found, gathering);
  return gathering.reading(document);
}

/** A front matter that is no part of a SPEC, and the sections, rows and lines on which nothing was read. */
function skipUntaken({ file }: DocumentText, found: Outline, gathering: Gathering): void {
  const read = gathering.lines(file);
  const first = found.sections.find(({ level }) => level > 0)?.heading.at.line ?? 2;
  const isFrontRead = [...read].some(line => line < first);
  if (!isFrontRead) skipFrontMatter(found, gathering);
  skipOthers(found.sections, read, gathering);
}

function yamlTrees({ file, text }: DocumentText, gathering: Gathering): readonly TreeNode[] {
  const start = token(file, 1, 1, '');
  const { root, problems } = parseYaml(text, start);
  gathering.problems.push(...problems);
  if (problems.length > 0) return [];
  const looksLike = strangerOf(root);
  if (looksLike === undefined) return root ? [root] : [];
  gathering.problems.push(problem('not-a-spec', { looksLike }, { at: root?.token.at ?? start.at }));
  return [];
}

/** The document that short references mean. */
function registryOf(root: TreeNode): string | undefined {
  const about = root.kind === 'map' ? root.entries.get('threshold_references')?.node : undefined;
  const id = about?.kind === 'map' ? about.entries.get('registry_document')?.node : undefined;
  return id?.kind === 'scalar' && /^[A-Z]{2,8}-\w{1,6}$/.test(id.token.text) ? id.token.text : undefined;
}

function readTree(root: TreeNode, gathering: Gathering): void {
  const trail = new Trail();
  const spec = new Cursor(root, '', trail, gathering);
  for (const { from, to, parse } of fields) spec.at(from).read(to, parse);
  readParts(spec, gathering);
  readPerformance(spec);
  readRequirements(spec, gathering);
  needTraced(spec, gathering);
  const registry = spec.inside('threshold_references.registry_document');
  const named = registry.peek() && registry.value();
  if (named) gathering.follow(named);
  trail.reportMisspelt(gathering);
  reportUnused(root, trail.used, gathering);
}
