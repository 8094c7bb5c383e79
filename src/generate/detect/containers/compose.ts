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

export function readCompose(repository: Repository): ComposeFile | undefined {
  const file = firstOf(repository, names);
  if (file === undefined) return undefined;
  const services = readTree(repository, file).at('services').entries;
  const built = services.filter(({ tree }) => tree.at('build').exists);
  const images = services.flatMap(({ key, tree }) => {
    const image = tree.at('image').text;
    return image && !tree.at('build').exists ? [{ name: key.value, image }] : [];
  });
  // Which of several is the service of this folder, nobody says.
  const [own, ...others] = built;
  return others.length > 0 || !own ? { variables: [], images } : { ...ownService(own.tree), images };
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
