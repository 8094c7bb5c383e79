/** A SPEC in Markdown: front matter, sections with tables or lists, and YAML fences, all in the shape of the YAML SPEC. */
import { problem } from '../../../errors/index.ts';
import { label } from '../../../model/names.ts';
import { slice, type Token, token } from '../../../model/token.ts';
import { name } from '../../../model/values/text.ts';
import type { DocumentText, Gathering } from '../gathering.ts';
import type { Block, Outline, Section } from '../markdown/outline.ts';
import type { TreeNode } from '../tree/node.ts';
import { parseYaml } from '../tree/yaml.ts';
import { blockNode } from './blocks.ts';
import { homeOf } from './homes.ts';
import { hasSpecKeys } from './kind.ts';

/** One tree per front matter, table, list, text and fence, each rooted where a SPEC begins. */
export function markdownTrees(
  { file }: DocumentText,
  { frontMatter, sections }: Outline,
  gathering: Gathering,
): readonly TreeNode[] {
  const trees = [
    ...(frontMatter ? yamlTree(frontMatter.body, frontMatter.start, gathering) : []),
    ...sections.flatMap(section => sectionTrees(section, gathering)),
  ];
  if (trees.some(hasSpecKeys)) readTitle(sections, gathering);
  else {
    const at = token(file, 1, 1, '').at;
    gathering.problems.push(problem('not-a-spec', { looksLike: 'a text without SPEC sections' }, { at }));
  }
  return trees.filter(hasSpecKeys);
}

function yamlTree(body: string, start: Token, gathering: Gathering): readonly TreeNode[] {
  const { root, problems } = parseYaml(body, start);
  gathering.problems.push(...problems);
  return root ? [root] : [];
}

function sectionTrees(section: Section, gathering: Gathering): readonly TreeNode[] {
  const home = homeOf(section);
  return section.blocks.flatMap(block => {
    const nodes = block.kind === 'fence' ? fenceTrees(block, gathering) : [];
    const own = block.kind === 'fence' || home === undefined ? undefined : blockNode(block, home);
    return [...nodes, ...(own ? [own] : [])].flatMap(node => {
      if (hasSpecKeys(node)) return [node];
      return home === undefined ? [] : [nested(home, node)];
    });
  });
}

function fenceTrees(fence: Extract<Block, { kind: 'fence' }>, gathering: Gathering): readonly TreeNode[] {
  const isYaml = ['yaml', 'yml'].includes(fence.language.toLowerCase());
  return isYaml ? yamlTree(fence.body, fence.start, gathering) : [];
}

/** Puts the node below its dotted keys: what stands under "## Deployment" is `implementation.deployment`. */
function nested(home: string, node: TreeNode): TreeNode {
  return home
    .split('.')
    .filter(key => key !== '')
    .reduceRight<TreeNode>((inner, key) => {
      const entries = new Map([[key, { key: inner.token, node: inner }]]);
      return { kind: 'map', token: inner.token, entries };
    }, node);
}

/** "# SPEC-API-V1: Orders API" names the service where no `id` does. */
function readTitle(sections: readonly Section[], gathering: Gathering): void {
  const heading = sections.find(({ level }) => level === 1)?.heading;
  const match = heading && /^(?:SPEC-[\w-]{1,40}: ?)?(.{1,120})$/.exec(heading.text);
  if (!heading || !match?.[1] || label(match[1]) === undefined) return;
  const title = slice(heading, heading.text.length - match[1].length);
  gathering.read(['service', 'name'], title, name('service name'), { derived: true });
}
