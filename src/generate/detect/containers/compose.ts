import { join } from '../../documents/compose/load/paths.ts';
import type { Candidate } from '../finding.ts';
import { readTree, type Tree } from '../formats/tree.ts';
import { derive, fixedStart, portOf, type Start } from '../program.ts';
import { firstOf, type Repository } from '../repository.ts';
import { wordsOf } from '../words.ts';
import { healthPath } from './dockerfile.ts';

/** What a Compose file says: about the service that is built here, and which others run beside it. */
export interface ComposeFile {
  readonly port?: Candidate<number> | undefined;
  readonly start?: Candidate<Start> | undefined;
  readonly health?: Candidate<string> | undefined;
  /** Names of variables of the service. */
  readonly variables: readonly Candidate<string>[];
  /** Images of the other services. */
  readonly images: readonly { readonly name: string; readonly image: Candidate<string> }[];
}

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** A service of a Compose file whose image is built in the repository. Paths are relative to the Compose file. */
export interface ComposeBuild {
  readonly name: Candidate<string>;
  /** `.` for the folder of the Compose file. */
  readonly context: string;
  readonly dockerfile?: string | undefined;
  readonly hasPorts: boolean;
  readonly start?: Candidate<Start> | undefined;
}

/** What the Compose file says about the service that is built from that folder of it. */
export function readCompose(repository: Repository, folder = '.'): ComposeFile | undefined {
  const services = servicesOf(repository);
  if (!services) return undefined;
  const images = services.flatMap(({ key, tree }) => {
    const image = tree.at('image').text;
    return image && !tree.at('build').exists ? [{ name: key.value, image }] : [];
  });
  const built = services.filter(({ tree }) => tree.at('build').exists);
  const here = built.filter(({ tree }) => pathsOf(tree).context === folder);
  // The only service that is built here is that of this folder, wherever its context begins.
  const [only, ...others] = built;
  const own = serving(here) ?? (folder === '.' && others.length === 0 ? only : undefined);
  return own ? { ...ownService(own.tree), images } : { variables: [], images };
}

/** The services of the Compose file that are built, that which serves first where one folder builds several. */
export function composeBuilds(repository: Repository): readonly ComposeBuild[] {
  const built = (servicesOf(repository) ?? []).filter(({ tree }) => tree.at('build').exists);
  return built
    .map(({ key, tree }) => ({
      name: key,
      ...pathsOf(tree),
      hasPorts: hasPorts(tree),
      start: ownService(tree).start,
    }))
    .toSorted((a, b) => Number(b.hasPorts) - Number(a.hasPorts));
}

/** The Compose file, by its usual names. */
export const composeFileOf = (repository: Repository): string | undefined => firstOf(repository, names);

function servicesOf(repository: Repository): Tree['entries'] | undefined {
  const file = composeFileOf(repository);
  return file === undefined ? undefined : readTree(repository, file).at('services').entries;
}

const hasPorts = (tree: Tree): boolean => tree.at('ports').exists || tree.at('expose').exists;

const serving = (entries: Tree['entries']): Tree['entries'][number] | undefined =>
  entries.find(({ tree }) => hasPorts(tree)) ?? entries[0];

function pathsOf(tree: Tree): Pick<ComposeBuild, 'context' | 'dockerfile'> {
  const build = tree.at('build');
  const context = join('.', build.text?.value ?? build.at('context').text?.value ?? '.');
  const dockerfile = build.at('dockerfile').text?.value;
  return { context, dockerfile: dockerfile && join(context, dockerfile) };
}

function ownService(tree: Tree): Omit<ComposeFile, 'images'> {
  const words = tree.at('command').items.map(item => item.text?.value ?? '');
  const command = tree.at('command').text;
  const argv = command ? wordsOf(command.value) : undefined;
  const [check] = tree.at('healthcheck', 'test').items.toReversed();
  const test = tree.at('healthcheck', 'test').text ?? joined(tree.at('healthcheck', 'test')) ?? check?.text;
  const listStart = tree.at('command').items[0]?.text;
  return {
    port: portOf(containerPort(tree)),
    start:
      command && argv
        ? { value: fixedStart(...argv), found: command.found }
        : listStart && words.every(word => word !== '' && !word.includes('$'))
          ? { value: fixedStart(...words), found: listStart.found }
          : undefined,
    health: test && healthPath(test.value, test.found),
    variables: variablesOf(tree.at('environment')),
  };
}

function joined(list: Tree): Candidate<string> | undefined {
  const texts = list.items.flatMap(item => item.text ?? []);
  const [first] = texts;
  return first && { value: texts.map(({ value }) => value).join(' '), found: first.found };
}

/** The port inside: "8080:3000", "127.0.0.1:8080:3000/tcp", `target: 3000`, `expose`. */
function containerPort(tree: Tree): Candidate<string> | undefined {
  const [first] = tree.at('ports').items;
  const short = derive(first?.text, text =>
    text
      .replace(/\/\w+$/, '')
      .split(':')
      .at(-1),
  );
  return short ?? first?.at('target').text ?? tree.at('expose').items[0]?.text;
}

function variablesOf(environment: Tree): readonly Candidate<string>[] {
  const listed = environment.items.flatMap(item => derive(item.text, text => text.split('=')[0]) ?? []);
  return [...listed, ...environment.entries.map(({ key }) => key)];
}
