import { type Problem, problem } from '../../../errors/index.ts';
import { nearest } from '../../../model/names.ts';
import type { ScalarNode, TreeNode } from '../tree/node.ts';
import { PartPlaces } from './part-places.ts';
import { child, entriesOf } from './sheet.ts';
import { escaped, keyName, type Part, pathKeys, templateParts, unescaped } from './template.ts';

export interface Filled {
  /** What is left to fill in, in which resources are called as in the project. */
  readonly template: string;
  /** The template where a placeholder is left, else the plain text that it means. */
  readonly text: string;
  /** A placeholder is left, which is known at run time only. */
  readonly isOpen: boolean;
  readonly problems: readonly Problem[];
}

/** More names and more suggestions help nobody, and take time. */
const most = 20;
/** What all placeholders of a file may bring in together: metadata that repeat each other could fill the memory. */
const longest = 1_000_000;

/**
 * Fills in the placeholders of one file: those of metadata by their values; those of resources stay, with the names that
 * the resources have in the project.
 */
export class Filler {
  readonly #root: TreeNode;
  readonly #resources: ReadonlyMap<string, string>;
  readonly #lines: readonly string[];
  readonly #follow: (node: TreeNode) => void;
  readonly #followed = new Set<TreeNode>();
  readonly #known: readonly string[];
  #suggestions = 0;
  #grown = 0;

  /**
   * `resources` says by the names of the file what resources are called in the project; `lines` are those of the file;
   * `follow` is told of each value of metadata that is filled in.
   */
  constructor(
    root: TreeNode,
    resources: ReadonlyMap<string, string>,
    lines: readonly string[],
    follow: (node: TreeNode) => void,
  ) {
    this.#root = root;
    this.#resources = resources;
    this.#known = [...resources.keys()];
    this.#lines = lines;
    this.#follow = follow;
  }

  /** Fills the placeholders of the node; `field` is how problems name it. */
  fill({ token }: ScalarNode, field: string): Filled {
    const problems: Problem[] = [];
    const places = new PartPlaces(token, this.#lines);
    let [template, isOpen] = ['', false];
    for (const part of templateParts(token.text)) {
      if (part.is === 'text') template += part.written;
      else if (part.is === 'open') {
        template += '$${';
        problems.push(problem('score-placeholder-open', { field }, { at: places.at(part.at, 2) }));
      } else {
        const result = this.#filled(part);
        if (typeof result === 'string') template += result;
        else problems.push({ ...result, at: places.at(part.at, part.written.length) });
        isOpen ||= part.path.startsWith('resources');
      }
    }
    return { template, text: isOpen ? template : unescaped(template), isOpen, problems };
  }

  /** What becomes of the part in a template, or what is wrong with it. */
  #filled({ path, written }: Extract<Part, { is: 'placeholder' }>): string | Problem {
    const [root = '', ...keys] = pathKeys(path);
    const placeholder = written.length > 120 ? `${written.slice(0, 119)}…` : written;
    const isSound = keys.length > 0 && keys.every(key => /^(?:[\w-]|\\\.|\/)+$/.test(key));
    if (isSound && root === 'metadata') return this.#metadata(placeholder, keys);
    if (isSound && root === 'resources') return this.#resource(placeholder, keys);
    const roots = ['metadata', 'resources'];
    const near = keys.length === 0 || roots.includes(root) ? undefined : nearest(root, roots);
    const suggestion = near && ['${', near, placeholder.slice(2 + root.length)].join('');
    return problem('score-placeholder-unknown', { placeholder, suggestion });
  }

  #resource(placeholder: string, [written = '', ...outputs]: readonly string[]): string | Problem {
    const name = keyName(written);
    const own = this.#resources.get(name);
    if (own !== undefined) return ['${', ['resources', own, ...outputs].join('.'), '}'].join('');
    const known = this.#known.slice(0, most);
    const facts = { placeholder, name, known, suggestion: this.#suggest(name, this.#known) };
    return problem('score-placeholder-resource', facts);
  }

  #metadata(placeholder: string, keys: readonly string[]): string | Problem {
    let node = child(this.#root, 'metadata');
    for (const key of keys.map(keyName)) {
      const next = child(node, key);
      if (!next) {
        const known = entriesOf(node).map(([name]) => name);
        const facts = {
          placeholder,
          key,
          known: known.slice(0, most),
          suggestion: this.#suggest(key, known),
        };
        return problem('score-placeholder-metadata', facts);
      }
      node = next;
    }
    if (this.#grown > longest) return problem('score-placeholder-growth', { limit: longest });
    const value = escaped(node?.kind === 'scalar' ? node.token.text : json(node));
    this.#grown += value.length;
    if (node && !this.#followed.has(node)) this.#follow(node);
    if (node) this.#followed.add(node);
    return value;
  }

  #suggest(name: string, known: readonly string[]): string | undefined {
    this.#suggestions += 1;
    return this.#suggestions > most ? undefined : nearest(name, known.slice(0, 1000));
  }
}

/** A value that is no text stands in a text as its JSON. */
function json(node: TreeNode | undefined): string {
  return JSON.stringify(plain(node));
}

function plain(node: TreeNode | undefined): unknown {
  if (node === undefined || node.kind === 'null') return null;
  if (node.kind === 'scalar') return node.value ?? node.token.text;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}
