import { type Alias, type Document, isAlias, isCollection, isMap, isNode, type Node } from 'yaml';
import { errorAt, type ParseError } from './stream.ts';

/** More values than any file of a project has. */
const mostValues = 50_000;

/** What the library reads and then fails to print. */
const unprintable = /[\p{Cc}\s,[\]{}]/u;

/**
 * What is wrong with the anchors and aliases of a document: a name that cannot be printed, no anchor before them, one
 * around them, or too much behind them.
 */
export function aliasErrors({ contents }: Pick<Document, 'contents'>): readonly ParseError[] {
  const reader = new AliasReader();
  reader.size(contents);
  return reader.errors;
}

class AliasReader {
  readonly errors: ParseError[] = [];
  /** How many values stand behind an anchor; `open` while it is being read. */
  readonly #sizes = new Map<string, number | 'open'>();
  /** How many values aliases have repeated so far, each in its turn. */
  #repeated = 0;

  size(node: unknown): number {
    if (isAlias(node)) return this.#behind(node);
    const anchored = isNode(node) && 'anchor' in node ? node : undefined;
    const anchor = anchored?.anchor;
    if (anchored && anchor !== undefined && unprintable.test(anchor))
      this.#report(anchored, 'an anchor is a name without spaces, brackets and control characters');
    if (anchor !== undefined) this.#sizes.set(anchor, 'open');
    let size = 1;
    for (const child of childrenOf(node)) size += this.size(child);
    if (anchor !== undefined) this.#sizes.set(anchor, size);
    return size;
  }

  #behind(alias: Alias): number {
    const { source } = alias;
    const size = this.#sizes.get(source);
    if (size === undefined) this.#report(alias, `no anchor &${source} before this alias`);
    else if (size === 'open') this.#report(alias, `this alias stands in what it repeats, &${source}`);
    else {
      const isFirst = this.#repeated <= mostValues;
      this.#repeated += size;
      if (isFirst && this.#repeated > mostValues)
        this.#report(alias, `the aliases repeat more than ${mostValues} values`);
    }
    return typeof size === 'number' ? size : 1;
  }

  #report(node: Node, message: string): void {
    this.errors.push(errorAt(node, message));
  }
}

function childrenOf(node: unknown): readonly unknown[] {
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [key, value]);
  return isCollection(node) ? node.items : [];
}
