import { DockerfileParser, type From, type Instruction, type JSONInstruction } from 'dockerfile-ast';
import type { Language } from '../../../model/service.ts';
import type { Candidate } from '../finding.ts';
import { derive, fixedStart, portOf, type Start, versionNumber } from '../program.ts';
import { baseName, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';
import { wordsOf } from '../words.ts';

/** What an image build says about the service in it. */
export interface ImageBuild {
  readonly file: string;
  readonly language?: Candidate<Language> | undefined;
  readonly version?: Candidate<string> | undefined;
  readonly port?: Candidate<number> | undefined;
  /** As argv, where it names nothing that only the image has. */
  readonly start?: Candidate<Start> | undefined;
  readonly health?: Candidate<string> | undefined;
}

const bases: readonly (readonly [RegExp, Language])[] = [
  [/^(?:node|bun|oven\/bun|denoland\/deno)$/, 'node'],
  [/^(?:python|tiangolo\/.+|astral-sh\/uv|ghcr\.io\/astral-sh\/uv)$/, 'python'],
  [/^golang$/, 'go'],
  [
    /^(?:maven|gradle|eclipse-temurin|openjdk|amazoncorretto|ibm-semeru-runtimes|azul\/zulu-openjdk)$/,
    'java',
  ],
  [/^ruby$/, 'ruby'],
  [/^(?:php|composer|dunglas\/frankenphp)$/, 'php'],
  [/^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime)$/, 'dotnet'],
  [/^(?:rust|clux\/muslrust|lukemathwalker\/cargo-chef)$/, 'rust'],
];

/** The Dockerfiles of the repository, that of the service itself first. */
export function dockerfiles(repository: Repository): readonly string[] {
  const found = repository.files.filter(file =>
    /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|^[\w-]+\.Dockerfile$/.test(baseName(file)),
  );
  const depth = (file: string) => file.split('/').length;
  const development = (file: string) => (/dev|test|debug/i.test(baseName(file)) ? 1 : 0);
  return found.toSorted(
    (a, b) => depth(a) - depth(b) || development(a) - development(b) || a.length - b.length,
  );
}

export function readImageBuild(repository: Repository, file: string): ImageBuild {
  const dockerfile = DockerfileParser.parse(repository.read(file) ?? '');
  const instructions = dockerfile.getInstructions();
  const at = (instruction: Instruction) => placeIn(repository, file, instruction.getRange().start.line + 1);
  const variables = new Map<string, string>();
  for (const argument of dockerfile.getARGs()) {
    const property = argument.getProperty();
    if (property?.getValue()) variables.set(property.getName(), property.getValue() ?? '');
  }
  const images = dockerfile.getFROMs().flatMap(from => imageOf(from, variables, at(from)));
  // The stage that runs says the most; where it is a bare system, the one that builds does.
  const known = images.toReversed().find(({ language }) => language !== undefined);
  const last = lastStage(instructions);
  const one = (keyword: string) => last.findLast(instruction => instruction.getKeyword() === keyword);
  const [expose, health] = [one('EXPOSE'), one('HEALTHCHECK')];
  const start = startOf([one('ENTRYPOINT'), one('CMD')], at, known?.language?.value);
  return {
    file,
    language: known?.language,
    version: known?.version,
    port: start.behindProxy
      ? undefined
      : portOf(expose && { value: port(expose.getArgumentsContent() ?? '', last), found: at(expose) }),
    start: start.start,
    health: health && healthPath(health.getArgumentsContent() ?? '', at(health)),
  };
}

function imageOf(from: From, variables: ReadonlyMap<string, string>, found: Candidate<string>['found']) {
  const resolved = (from.getImage() ?? '').replaceAll(
    /\$\{?(\w{1,60})(?::-([^}]{0,60}))?\}?/g,
    (_, name: string, otherwise?: string) => variables.get(name) ?? otherwise ?? '',
  );
  const plain = resolved.split('@')[0] ?? '';
  const colon = plain.lastIndexOf(':');
  const [name, tag] =
    colon > plain.lastIndexOf('/') ? [plain.slice(0, colon), plain.slice(colon + 1)] : [plain, ''];
  const short = name
    .replace(/^(?:docker\.io\/)?(?:library\/)?/, '')
    .replace(/^registry\.docker\.com\/library\//, '');
  const language = bases.find(([pattern]) => pattern.test(short))?.[1];
  if (!language) return [];
  const major = language === 'node' || language === 'java';
  const version = /^(?:maven|gradle|composer)$/.test(short)
    ? tagVersion(tag, short)
    : versionNumber(/^\d[\d.]*/.exec(tag)?.[0] ?? '', major ? 1 : 2);
  return [
    {
      language: { value: language, found },
      version: version === undefined ? undefined : { value: version, found },
    },
  ];
}

/** `maven:3.9-eclipse-temurin-21`, `gradle:8-jdk21`: the tool's version comes first, that of Java last. */
function tagVersion(tag: string, image: string): string | undefined {
  return image === 'composer' ? undefined : /(?:temurin|jdk|corretto|openjdk)-?(\d{1,2})/.exec(tag)?.[1];
}

function lastStage(instructions: readonly Instruction[]): readonly Instruction[] {
  const start = instructions.findLastIndex(instruction => instruction.getKeyword() === 'FROM');
  return instructions.slice(Math.max(0, start));
}

/** The first port that is exposed; a variable of the stage is looked up. */
function port(text: string, stage: readonly Instruction[]): string {
  const first =
    text
      .trim()
      .split(/\s+/)[0]
      ?.replace(/\/(?:tcp|udp)$/, '') ?? '';
  const name = /^\$\{?(\w{1,60})\}?$/.exec(first)?.[1];
  if (name === undefined) return first;
  const settings = stage
    .filter(({ getKeyword }) => getKeyword !== undefined)
    .map(line => line.getArgumentsContent() ?? '');
  const pattern = new RegExp(`(?:^|\\s)${name}[= ]"?(\\d{2,5})`);
  return settings.map(line => pattern.exec(line)?.[1]).find(found => found !== undefined) ?? '';
}

/** Words that name what only the image has: an absolute path, a script that it was given as its entrypoint. */
const imagesOwn = /^\/|entrypoint|\.sh$|^(?:tini|dumb-init|catatonit)$/;
/** Languages whose programs run from their sources: the others start what the image build made. */
const interpreted: readonly Language[] = ['node', 'python', 'ruby', 'php'];

function startOf(
  pair: readonly [Instruction | undefined, Instruction | undefined],
  at: (instruction: Instruction) => Candidate<string>['found'],
  language: Language | undefined,
): { start?: Candidate<Start>; behindProxy: boolean } {
  const texts = pair.flatMap(instruction => (instruction ? [argvOf(instruction)] : []));
  const words = texts.flatMap(argv => argv ?? []);
  const own = words.filter((_, i) => i >= words.findIndex(word => !imagesOwn.test(word) && word !== '--'));
  const behindProxy = words.some(word => /(?:^|\/)thrust$/.test(word));
  const last = pair[1] ?? pair[0];
  const isClear =
    texts.every(argv => argv !== undefined) && own.length > 0 && !own.some(word => word.startsWith('/'));
  const runs =
    language !== undefined &&
    interpreted.includes(language) &&
    !words.some(word => imagesOwn.test(word) && /\.sh$/.test(word) && words.length === 1);
  if (!last || !isClear || !runs || behindProxy) return { behindProxy };
  return { behindProxy, start: { value: fixedStart(...own), found: at(last) } };
}

/** CMD in its exec form, or in the shell form where no shell is needed. */
function argvOf(instruction: Instruction): readonly string[] | undefined {
  const text = instruction.getArgumentsContent() ?? '';
  if (!text.trim().startsWith('[')) return wordsOf(text);
  const words = (instruction as JSONInstruction).getJSONStrings().map(argument => argument.getJSONValue());
  if (words.some(word => word.includes('$'))) return undefined;
  return /^(?:\/bin\/)?(?:ba)?sh$/.test(words[0] ?? '') && words[1] === '-c'
    ? wordsOf(words[2] ?? '')
    : words;
}

/** The path that a check asks for: `curl -f http://localhost:3000/healthz`. */
export function healthPath(text: string, found: Candidate<string>['found']): Candidate<string> | undefined {
  const match = /https?:\/\/[^/\s"']{1,100}(\/[\w\-./~%]{0,200})?/.exec(text);
  return derive(match ? { value: match, found } : undefined, url => url[1] ?? '/');
}
