/** One tree out of all Compose files of a project: variables, includes, extensions and merging are done. */
import { type Place, problem } from '../../../../errors/index.ts';
import { label } from '../../../../model/names.ts';
import { type Token, token } from '../../../../model/token.ts';
import type { DocumentText, Gathering } from '../../gathering.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import type { ComposeContext } from '../context.ts';
import { Merging, mergeMaps } from '../merge/merge.ts';
import { settle } from '../merge/settle.ts';
import { child, leavesUpTo, textOf, withChild } from '../tree.ts';
import { type EnvFile, Environment } from './environment.ts';
import { Extender } from './extends.ts';
import { Files } from './files.ts';
import { Filling } from './filling.ts';
import { type Include, includesOf, withIncluded } from './include.ts';
import { folderOf, join } from './paths.ts';
import { type Scope, type SourceFile, Sources } from './sources.ts';

const maxIncludes = 16;
/** In all: files that include each other in every order would be read more often than there are atoms. */
const maxIncluded = 100;
/** The largest real projects have some 3,000. */
const maxValues = 20_000;
const maxServices = 1000;

/** Files that `docker compose` finds by itself, and what it merges over them. */
const usualFile = /(?:^|\/)(?:docker-)?compose\.ya?ml$/;
const usualOverrides = ['compose', 'docker-compose'].flatMap(name =>
  ['yml', 'yaml'].map(ending => `${name}.override.${ending}`),
);

export interface LoadedProject {
  /** Undefined when there is nothing to read. */
  readonly root?: MapNode;
  /** The trees of all files as they were parsed. */
  readonly sources: readonly TreeNode[];
  /** Values that steered the loading, such as paths of includes. */
  readonly followed: readonly Token[];
  readonly files: Files;
  readonly filling: Filling;
  readonly environment: Environment;
}

export function loadProject(
  document: DocumentText,
  context: ComposeContext,
  gathering: Gathering,
): LoadedProject {
  const loader = new Loader(document, context, gathering);
  const root = loader.project(context.overrides);
  const { sources, followed, files, filling, environment } = loader;
  return { sources: sources.roots, followed, files, filling, environment, ...(root ? { root } : {}) };
}

class Loader {
  readonly files: Files;
  readonly filling: Filling;
  readonly sources: Sources;
  readonly environment: Environment;
  readonly #extender: Extender;
  readonly #followed: Token[] = [];
  readonly #merging: Merging;
  readonly #gathering: Gathering;
  readonly #first: SourceFile;
  readonly #folder: string;
  #included = 0;

  constructor(document: DocumentText, { others, environment, parsed }: ComposeContext, gathering: Gathering) {
    this.#first = document;
    this.#folder = folderOf(document.file);
    this.#gathering = gathering;
    this.files = new Files(others, gathering);
    this.filling = new Filling(gathering);
    this.#merging = new Merging(gathering);
    this.sources = new Sources(document, this.files, this.filling, this.#merging, parsed);
    this.#extender = new Extender(this.sources);
    this.environment = new Environment(
      name => environment.get(name) ?? (name === 'COMPOSE_PROJECT_NAME' ? this.#projectName() : undefined),
      at => this.#usualEnvFile(this.#folder, at),
      this.filling,
      gathering,
    );
  }

  get followed(): readonly Token[] {
    return [...this.#followed, ...this.#extender.followed];
  }

  project(overrides: readonly string[] | undefined): MapNode | undefined {
    const start = token(this.#first.file, 1, 1, '');
    const over = overrides ? this.#named(overrides, start) : this.#usual(start);
    const scope = { folder: this.#folder, environment: this.environment };
    const root = this.#merged([this.#first, ...over], scope, []);
    return root && this.#withinLimits(settle(root));
  }

  /** The tree, or a problem: bases and anchors that many services share grow with each of them. */
  #withinLimits(root: MapNode): MapNode | undefined {
    const facts = growth(root);
    if (facts) this.#gathering.problems.push(problem('compose-too-large', facts, { at: root.token.at }));
    return facts ? undefined : root;
  }

  /** Files merged one over the other, each with what it extends and includes. */
  #merged(files: readonly SourceFile[], scope: Scope, chain: readonly string[]): MapNode | undefined {
    const [first, ...others] = files.flatMap(file => this.#file(file, scope, chain) ?? []);
    return first && others.reduce((base, over) => mergeMaps(base, over, [], this.#merging), first);
  }

  #file(source: SourceFile, scope: Scope, chain: readonly string[]): MapNode | undefined {
    const long = this.sources.long(source, scope);
    if (!long) return undefined;
    const extended = this.#extender.apply({ source, root: long, scope });
    const includes = includesOf(extended);
    const own = withChild(extended, 'include', undefined);
    return includes.reduce((root, include) => {
      const included = this.#include(include, scope, [...chain, join('.', source.file)]);
      return included ? withIncluded(root, included, this.#gathering.problems) : root;
    }, own);
  }

  #include(include: Include, scope: Scope, chain: readonly string[]): MapNode | undefined {
    const { paths, projectFolder, envFiles } = include;
    this.#followed.push(...paths, ...envFiles, ...(projectFolder ? [projectFolder] : []));
    const [first] = paths;
    if (
      !first ||
      this.#isTooMuch(first) ||
      this.sources.isEndless('include', chain, join(scope.folder, first.text), first, maxIncludes)
    )
      return undefined;
    const files = paths.flatMap(path => this.sources.open(path, scope.folder, 'a part of the project') ?? []);
    const [main] = files;
    if (!main) return undefined;
    const folder = projectFolder ? join(scope.folder, projectFolder.text) : folderOf(main.file);
    // Files that are named must be there, whether a variable is looked for in them or not.
    const named = envFiles.flatMap(path => {
      const wanted = 'the variables of an include';
      return this.files.read({ path, folder: scope.folder, as: 'env', wanted }) ?? [];
    });
    const environment = new Environment(
      (name, at) => scope.environment.get(name, at),
      at => (envFiles.length === 0 ? this.#usualEnvFile(folder, at) : named),
      this.filling,
      this.#gathering,
    );
    return this.#merged(files, { folder, environment }, chain);
  }

  #isTooMuch({ at }: Token): boolean {
    this.#included += 1;
    if (this.#included === maxIncluded + 1) {
      const facts = { what: 'the includes of this project', limit: maxIncluded };
      this.#gathering.problems.push(problem('compose-too-large', facts, { at }));
    }
    return this.#included > maxIncluded;
  }

  #usualEnvFile(folder: string, at: Place): readonly EnvFile[] {
    const file = join(folder, '.env');
    const found = this.files.find(file, 'env', at);
    return found === undefined || found === 'missing' ? [] : [{ file, text: found.text }];
  }

  #named(overrides: readonly string[], start: Token): readonly SourceFile[] {
    return overrides.flatMap(path => {
      const file = join('.', path);
      const found = this.files.find(file, 'compose', start.at);
      if (found === 'missing') {
        const facts = { file, wanted: 'a part of the project' };
        this.#gathering.problems.push(problem('compose-file-missing', facts, { at: start.at }));
      }
      return found === undefined || found === 'missing' ? [] : [{ file, text: found.text }];
    });
  }

  /** The first of the usual override files that is there. */
  #usual(start: Token): readonly SourceFile[] {
    if (!usualFile.test(this.#first.file)) return [];
    const found = usualOverrides.flatMap(name => {
      const file = join(this.#folder, name);
      const other = this.files.find(file, 'compose', start.at);
      return other === undefined || other === 'missing' ? [] : [{ file, text: other.text }];
    });
    return found.slice(0, 1);
  }

  #projectName(): string | undefined {
    const [root] = this.sources.parsed(this.#first);
    const name = textOf(child(root, 'name'))?.text;
    const folder = this.#folder.slice(this.#folder.lastIndexOf('/') + 1);
    return name !== undefined && !name.includes('$') ? name : label(folder);
  }
}

function growth(root: MapNode): { what: string; limit: number } | undefined {
  const services = child(root, 'services');
  if (services?.kind === 'map' && services.entries.size > maxServices)
    return { what: 'the services of this project', limit: maxServices };
  const hasRoom = leavesUpTo(root, maxValues) < maxValues;
  return hasRoom ? undefined : { what: 'the values of all services', limit: maxValues };
}
