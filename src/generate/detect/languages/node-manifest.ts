import type { Candidate } from '../finding.ts';
import { readTree, type Tree } from '../formats/tree.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';

const managers = ['npm', 'pnpm', 'yarn', 'bun'] as const;
export type Manager = (typeof managers)[number];

export const isManager = (program: string): program is Manager =>
  managers.some(manager => manager === program);

export interface NodeManifest {
  readonly tree: Tree;
  /** What the package depends on, development included, with where it says so. */
  readonly dependencies: ReadonlyMap<string, Candidate<string>>;
  readonly scripts: ReadonlyMap<string, Candidate<string>>;
  readonly manager: Manager;
  /** The lock file, where there is one. */
  readonly lock?: Candidate<string>;
}

/** package.json and what installs it; undefined where there is none. */
export function readManifest(repository: Repository): NodeManifest | undefined {
  const tree = readTree(repository, 'package.json');
  if (!tree.exists) return undefined;
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies'];
  const texts = (field: string) =>
    tree.at(field).entries.flatMap(({ key, tree: value }) => {
      const version = value.text;
      return version ? [[key.value, { value: version.value, found: key.found }] as const] : [];
    });
  const lock = lockOf(repository) ?? (repository.outer && lockOf(repository.outer));
  return {
    tree,
    dependencies: new Map(fields.flatMap(texts).toReversed()),
    scripts: new Map(texts('scripts')),
    manager: lock?.manager ?? namedManager(tree, repository),
    ...(lock && { lock: { value: lock.file, found: placeIn(lock.repository, lock.file) } }),
  };
}

const locks: readonly (readonly [string, Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

function lockOf(
  repository: Repository,
): { file: string; manager: Manager; repository: Repository } | undefined {
  const found = locks.find(([file]) => has(repository, file));
  return found && { file: found[0], manager: found[1], repository };
}

function namedManager(tree: Tree, { outer }: Repository): Manager {
  const outside = outer && readTree(outer, 'package.json').at('packageManager').text;
  const [name = ''] = (tree.at('packageManager').text ?? outside)?.value.split('@') ?? [];
  return isManager(name) ? name : 'npm';
}

/** How the manager brings in exactly what its lock file names. */
export function installCommand(
  repository: Repository,
  { manager, lock, tree }: NodeManifest,
): Candidate<string> {
  if (!lock) return { value: `${manager} install`, found: placeIn(repository, 'package.json') };
  const modernYarn =
    firstOf(repository, ['.yarnrc.yml']) !== undefined ||
    (repository.outer !== undefined && has(repository.outer, '.yarnrc.yml')) ||
    /^yarn@[2-9]/.test(tree.at('packageManager').text?.value ?? '');
  const commands: Readonly<Record<Manager, string>> = {
    npm: 'npm ci',
    pnpm: 'pnpm install --frozen-lockfile',
    yarn: modernYarn ? 'yarn install --immutable' : 'yarn install --frozen-lockfile',
    bun: 'bun install --frozen-lockfile',
  };
  return { value: commands[manager], found: lock.found };
}

/** How a script is run: `npm test`, `npm run build`, `pnpm build`. */
export function runScript(manager: Manager, script: string): string {
  return script === 'test' || script === 'start'
    ? `${manager} ${manager === 'bun' ? 'run ' : ''}${script}`
    : `${manager} run ${script}`;
}
