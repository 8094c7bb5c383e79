import { DockerfileParser } from 'dockerfile-ast';
import type { Project } from '../../../../model/service.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { placeOf } from '../../shared/folders.ts';
import { filledTemplate } from './chart.ts';
import { declarationsOf } from './declarations.ts';
import { leavesOf } from './leaves.ts';
import type { Fact, Occurrence } from './occurrence.ts';
import { rulesFor } from './rules.ts';

/** What a reader finds: the fact, its value, and what stands on the line where that is another text. */
interface Found {
  readonly fact: Fact;
  readonly value: string;
  readonly shown?: string;
  readonly line: number;
  readonly service?: string;
  readonly environment?: string | undefined;
}

interface File {
  readonly project: Project;
  readonly artifact: Artifact;
  readonly place: string;
  readonly values: (chart: string) => string;
}

/** Every place of the files that shows a fact, each file read in its own language. */
export function occurrencesIn(project: Project, artifacts: readonly Artifact[]): readonly Occurrence[] {
  const texts = new Map(artifacts.map(artifact => [placeOf(artifact), artifact.content]));
  const values = (chart: string) => texts.get(`${chart}/values.yaml`) ?? '';
  return artifacts.flatMap(artifact => {
    const place = placeOf(artifact);
    return readerOf(artifact)({ project, artifact, place, values }).map(found => ({
      place,
      service: serviceOf(project, place),
      environment: environmentOf(project, place),
      shown: found.value,
      ...found,
    }));
  });
}

function serviceOf({ services }: Project, place: string): string | undefined {
  if (services.length === 1) return services[0]?.name;
  const words = place.split('/').map(word => word.replace(/-delivery\.yml$/, ''));
  return services.find(({ name }) => words.includes(name))?.name;
}

/** The environment that a place is about; undefined for production. */
function environmentOf(project: Project, place: string): string | undefined {
  const [family = '', ...words] = place.split('/').map(word => word.replaceAll(/^values-|\.yaml$/g, ''));
  if (family === 'strategies') return firstWith(project, serviceOf(project, place), words);
  const isApart = ['kustomize', 'helm', 'gitops', 'secrets'].includes(family);
  return isApart ? project.environments.find(name => words.includes(name)) : undefined;
}

/** A strategy is shown for production where that has it, else for the first cluster that has it. */
function firstWith(
  { services }: Project,
  service: string | undefined,
  words: readonly string[],
): string | undefined {
  const clusters = services
    .find(({ name }) => name === service)
    ?.environments.filter(({ target }) => target === 'kubernetes');
  const having = clusters?.filter(({ strategy }) => words.includes(strategy)) ?? [];
  return having.some(({ name }) => name === 'production') ? undefined : having[0]?.name;
}

type Reader = (file: File) => readonly Found[];

function readerOf({ family, kind }: Artifact): Reader {
  if (kind === 'dockerfile') return dockerfile;
  if (family === 'tests' && kind !== 'markdown') return lines(testLines);
  if (family === 'pipelines') return lines(pipelineLines);
  if (kind === 'shell') return shell;
  const isYaml = ['compose', 'kubernetes', 'kustomization', 'yaml', 'helm-template'].includes(kind);
  return isYaml ? yaml : () => [];
}

const roots: readonly (readonly [RegExp, string])[] = [
  [/^compose\.yaml$/, 'compose'],
  [/\/values[^/]*\.yaml$/, 'values'],
  [/\/Chart\.yaml$/, 'Chart'],
  [/prometheus\.yml$/, 'prometheus'],
];

/** What a template takes from the values is read there. */
function yaml({ project, artifact, place, values }: File): readonly Found[] {
  const chart = place.replace(/\/templates\/.*$/, '');
  const isTemplate = artifact.kind === 'helm-template';
  const text = isTemplate ? filledTemplate(artifact.content, values(chart)) : artifact.content;
  const root = roots.find(([pattern]) => pattern.test(place))?.[1] ?? 'file';
  const own = serviceOf(project, place);
  const owners = own === undefined ? project.services.map(({ name }) => name) : [own];
  const source = artifact.content.split('\n');
  return leavesOf(text, root)
    .filter(({ line }) => !isTemplate || !(source[line - 1] ?? '').includes('{{'))
    .flatMap(({ path, value, line }) =>
      owners.flatMap(service => found(path, value, service, place).map(item => ({ ...item, line, service }))),
    );
}

function found(
  path: readonly string[],
  value: string,
  service: string,
  place: string,
): readonly Omit<Found, 'line'>[] {
  return rulesFor(path, service, place).flatMap(({ fact, part, as }) =>
    (part ? [...value.matchAll(new RegExp(part, 'g'))].map(match => match[1] ?? '') : [value]).map(shown => ({
      fact,
      shown,
      value: as ? as(shown) : shown,
    })),
  );
}

const ofLabel: Readonly<Record<string, Fact>> = {
  'org.opencontainers.image.title': 'service name',
  'org.opencontainers.image.version': 'version',
};

const dockerfile: Reader = ({ artifact }) =>
  DockerfileParser.parse(artifact.content)
    .getInstructions()
    .flatMap((instruction): readonly Found[] => {
      const { start, end } = instruction.getRange();
      const text = instruction.getArgumentsContent() ?? '';
      const one = (fact: Fact | undefined, value: string | undefined, line = start.line + 1) =>
        fact === undefined || value === undefined ? [] : [{ fact, value, line }];
      const [, name = '', value = ''] = /^([\w.]+)="?(.*?)"?$/.exec(text) ?? [];
      if (instruction.getKeyword() === 'EXPOSE') return one('port', text.split('/')[0]);
      if (instruction.getKeyword() === 'ENV') return one(name === 'PORT' ? 'port' : undefined, value);
      if (instruction.getKeyword() === 'LABEL') return one(ofLabel[name], value);
      if (instruction.getKeyword() !== 'HEALTHCHECK') return [];
      return one('liveness path', /\[.*"(\/(?!bin\/|dev\/)[^"]*)"/s.exec(text)?.[1], end.line + 1);
    });

const ofDeclaration: Readonly<Record<string, Fact>> = {
  SERVICE: 'service name',
  ENVIRONMENTS: 'environment',
  REQUIRED: 'environment',
  NAMESPACES: 'namespace',
  STRATEGIES: 'strategy',
  DEFAULT_IMAGE: 'image',
  LIVE: 'liveness path',
  READY: 'readiness path',
  STARTUP: 'startup path',
  HTTP_PORT: 'name of the port',
};

const shell: Reader = ({ artifact }) =>
  declarationsOf(artifact.content).flatMap(({ name, key, value, line }) => {
    const fact = ofDeclaration[name];
    return fact === undefined ? [] : [{ fact, value, line, ...(key !== undefined && { environment: key }) }];
  });

/** Facts on lines of a text: each pattern holds its value in its first group. */
type Patterns = readonly (readonly [Fact, RegExp])[];

const lines =
  (patterns: Patterns): Reader =>
  ({ artifact }) =>
    artifact.content
      .split('\n')
      .flatMap((text, i) =>
        patterns.flatMap(([fact, pattern]) =>
          [...text.matchAll(pattern)].map(match => ({ fact, value: match[1] ?? '', line: i + 1 })),
        ),
      );

const testLines: Patterns = [
  ['port', /http:\/\/localhost:(\d+)/g],
  ['metrics path', /(?<![\w.}])(\/[\w/.-]+) shows its metrics/g],
];

const pipelineLines: Patterns = [
  // The gate of GitHub is an environment of its own.
  ['environment', /\bENVIRONMENT(?:=|: )'?"?((?![\w.-]+-approval\b)[\w.-]+)/g],
  ['image repository', /\bREPOSITORY(?:=|: )'?"?([\w./:-]+)/g],
  ['image repository', /\bsubject-name: ([\w./:-]+)/g],
];
