import type { From, Instruction } from 'dockerfile-ast';
import type { Language } from '../../../model/service.ts';
import { splitReference } from '../../../model/values/image.ts';
import { lastStage, lineOf, parseDockerfile } from '../../dockerfile/index.ts';
import type { Candidate } from '../finding.ts';
import { projectFolders } from '../manifests.ts';
import { derive, fixedStart, portOf, type Start, versionNumber } from '../program.ts';
import { remembered } from '../remembered.ts';
import { baseName, depthOf, folderOf, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';
import { imageCommand, isBehindProxy } from './image-command.ts';

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

const dockerfileName = /^(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|^[\w-]+\.Dockerfile$/;
const forDevelopment = (file: string): number => (/dev|test|debug/i.test(baseName(file)) ? 1 : 0);

/** The Dockerfiles of the repository, that of the service itself first. */
export function dockerfiles(repository: Repository): readonly string[] {
  return repository.files
    .filter(file => dockerfileName.test(baseName(file)) && !file.startsWith('.devcontainer/'))
    .toSorted(
      (a, b) => depthOf(a) - depthOf(b) || forDevelopment(a) - forDevelopment(b) || a.length - b.length,
    );
}

/**
 * The image build of a service in that language: the Dockerfile at the top, or one further down that builds from the
 * same language. Another there builds something else, such as a database; one for development starts something else.
 */
export function imageBuildOf(repository: Repository, language: Language): ImageBuild | undefined {
  const others = projectFolders(repository);
  const builds = dockerfiles(repository)
    .filter(file => forDevelopment(file) === 0 && !others.includes(folderOf(file)))
    .map(file => readImageBuild(repository, file));
  return builds.find(build => !build.file.includes('/') || build.language?.value === language);
}

/** What the Dockerfile at that path says. */
export const readImageBuild = remembered(parseImageBuild);

function parseImageBuild(repository: Repository, file: string): ImageBuild {
  const dockerfile = parseDockerfile(repository.read(file) ?? '');
  const instructions = dockerfile.getInstructions();
  const at = (instruction: Instruction) => placeIn(repository, file, lineOf(instruction));
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
  const [entrypoint, command] = [one('ENTRYPOINT'), one('CMD')];
  const proxied = isBehindProxy(command);
  const words = proxied ? undefined : imageCommand([entrypoint, command], known?.language?.value);
  const starter = command ?? entrypoint;
  const exposed = proxied ? undefined : expose;
  return {
    file,
    language: known?.language,
    version: known?.version,
    port: portOf(exposed && { value: exposedPort(exposed, instructions), found: at(exposed) }),
    start: words && starter && { value: fixedStart(...words), found: at(starter) },
    health: health && healthPath(health.getArgumentsContent() ?? '', at(health)),
  };
}

function imageOf(from: From, variables: ReadonlyMap<string, string>, found: Candidate<string>['found']) {
  const resolved = (from.getImage() ?? '').replaceAll(
    /\$\{?(\w{1,60})(?::-([^}]{0,60}))?\}?/g,
    (_, name: string, otherwise?: string) => variables.get(name) ?? otherwise ?? '',
  );
  const { repository, tag = '' } = splitReference(resolved);
  const short = repository
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

/** The first port that is exposed; a variable is looked up where the file sets it. */
function exposedPort(expose: Instruction, instructions: readonly Instruction[]): string {
  const [first = ''] = (expose.getArgumentsContent() ?? '').trim().split(/\s+/);
  const name = /^\$\{?(\w{1,60})\}?/.exec(first)?.[1];
  if (name === undefined) return first.replace(/\/(?:tcp|udp)$/, '');
  const setting = new RegExp(`(?:^|\\s)${name}[= ]"?(\\d{2,5})`);
  const texts = instructions
    .filter(instruction => ['ENV', 'ARG'].includes(instruction.getKeyword()))
    .map(instruction => instruction.getArgumentsContent() ?? '');
  return texts.map(text => setting.exec(text)?.[1]).findLast(found => found !== undefined) ?? '';
}

/** The path that a check asks for: `curl -f http://localhost:3000/healthz`. */
export function healthPath(text: string, found: Candidate<string>['found']): Candidate<string> | undefined {
  const match = /https?:\/\/[^/\s"']{1,100}(\/[\w\-./~%]{0,200})?/.exec(text);
  return derive(match ? { value: match, found } : undefined, url => url[1] ?? '/');
}
