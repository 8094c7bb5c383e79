import { problem } from '../../../../errors/index.ts';
import type { Token } from '../../../../model/token.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { merge } from '../merge/merge.ts';
import { alternatives } from '../names.ts';
import { child, mapEntries, textOf, withChild } from '../tree.ts';
import { folderOf } from './paths.ts';
import type { Scope, SourceFile, Sources } from './sources.ts';

const maxChain = 32;

/** Where the services of one file come from. */
interface Home {
  readonly source: SourceFile;
  readonly root: MapNode;
  readonly scope: Scope;
}

/** Joins each service of a file with the one that it extends, in the same file or another. */
export class Extender {
  readonly #sources: Sources;
  /** Values that say what is extended. */
  readonly followed: Token[] = [];
  readonly #done = new Map<string, TreeNode>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  apply(home: Home): MapNode {
    const services = child(home.root, 'services');
    if (services?.kind !== 'map') return home.root;
    const extended = mapEntries(services, (node, name) =>
      node.kind === 'map' ? this.#service(name, home, []) : node,
    );
    return withChild(home.root, 'services', extended);
  }

  #service(name: Token, home: Home, chain: readonly string[]): TreeNode | undefined {
    const key = `${name.text} (${home.source.file})`;
    const known = this.#done.get(key);
    const service = known ?? child(child(home.root, 'services'), name.text);
    const base = child(service, 'extends');
    if (known || service?.kind !== 'map' || !base) return service;
    const own = withChild(service, 'extends', undefined);
    if (base.tag === '!reset' || this.#sources.isEndless('extends', chain, key, base.token, maxChain))
      return own;
    const found = this.#base(base, home, [...chain, key]);
    const { merging } = this.#sources;
    const extended = found ? merge(found, own, ['services', name.text], merging) : own;
    // A service that is met in a circle is reported there and not kept.
    if (found) this.#done.set(key, extended);
    return extended;
  }

  #base(base: TreeNode, home: Home, chain: readonly string[]): TreeNode | undefined {
    const [name, path] = [textOf(base, 'service'), textOf(base, 'file')];
    const { gathering } = this.#sources;
    this.followed.push(...[name, path].flatMap(token => token ?? []));
    if (!name) {
      const facts = {
        field: 'extends',
        expected: 'a mapping with a service',
        found: 'a mapping without one',
      };
      gathering.problems.push(problem('compose-shape', facts, { at: base.token.at }));
      return undefined;
    }
    const there = path ? this.#open(path, name, home.scope) : home;
    if (!there) return undefined;
    const found = child(child(there.root, 'services'), name.text);
    if (found) return this.#service(name, there, chain);
    const names = child(there.root, 'services');
    const { suggestion } = alternatives(name.text, names?.kind === 'map' ? names.entries.keys() : []);
    const facts = { name: name.text, file: there.source.file, suggestion };
    gathering.problems.push(problem('compose-base-unknown', facts, { at: name.at }));
    return undefined;
  }

  #open(path: Token, name: Token, { folder, environment }: Scope): Home | undefined {
    const source = this.#sources.open(path, folder, `the service ${name.text}`);
    if (!source) return undefined;
    const scope = { folder: folderOf(source.file), environment };
    const root = this.#sources.long(source, scope);
    return root && { source, root, scope };
  }
}
