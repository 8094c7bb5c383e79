/** How the files of a stack are put together: what is the same for every cloud. */
import { plain, type Text } from '../../../model/traced.ts';
import type { Artifact } from '../shared/artifact.ts';
import { type HclObject, hclArguments } from '../shared/hcl.ts';
import type { Part } from '../shared/infrastructure/parts.ts';
import type { StackEnvironment } from '../shared/infrastructure/stack.ts';
import { generatedLine, textFile } from '../shared/text.ts';
import { fragment } from './fragment.ts';

type Texts = Readonly<Record<string, string>>;

/** What one cloud's stack is written in. Paths of `root` and `bootstrap` begin with a part, those of `modules` with a module. */
export interface Sources {
  readonly root: Texts;
  readonly modules: Texts;
  readonly tests: Texts;
  readonly bootstrap: Texts;
  /** What every module says of the versions that it is for: it may be used by itself. */
  readonly versions: string;
  /** The modules that a part of the stack is made of. */
  readonly modulesOf: Readonly<Partial<Record<Part, readonly string[]>>>;
}

/** The root module, the modules and the tests. */
export function configurationFiles(sources: Sources, parts: ReadonlySet<Part>): Artifact[] {
  return [...rootFiles(sources, parts), ...moduleFiles(sources, parts), ...testFiles(sources, parts)];
}

/** The parts of the root module, one below the other in the files where they are looked for. */
function rootFiles({ root }: Sources, parts: ReadonlySet<Part>): Artifact[] {
  return [
    hclFile('providers.tf', [fragment(required(root, 'providers/providers.tf'), parts)]),
    ...['main.tf', 'variables.tf', 'outputs.tf'].map(name => hclFile(name, joined(root, name, parts))),
  ];
}

/** The files of that name of all parts, in the order of the parts. */
function joined(texts: Texts, name: string, parts: ReadonlySet<Part>): string[] {
  return [...parts].flatMap(part => {
    const found = texts[`${part}/${name}`];
    return found === undefined ? [] : [fragment(found, parts)];
  });
}

const modulesIn = ({ modulesOf }: Sources, parts: ReadonlySet<Part>): ReadonlySet<string> =>
  new Set([...parts].flatMap(part => modulesOf[part] ?? []));

function moduleFiles(sources: Sources, parts: ReadonlySet<Part>): Artifact[] {
  const modules = modulesIn(sources, parts);
  return [
    ...Object.entries(sources.modules)
      .filter(([path]) => modules.has(path.slice(0, path.indexOf('/'))))
      .map(([path, content]) => ({ path, content: fragment(content, parts) }))
      .filter(({ content }) => content !== '')
      .map(({ path, content }) => hclFile(`modules/${path}`, [content])),
    ...[...modules].map(name => hclFile(`modules/${name}/versions.tf`, [sources.versions.trim()])),
  ];
}

/** Those of the modules that are there, and of the whole. */
function testFiles(sources: Sources, parts: ReadonlySet<Part>): Artifact[] {
  const modules = modulesIn(sources, parts);
  return Object.entries(sources.tests)
    .map(([path, content]) => ({ path, subject: path.slice(0, path.indexOf('.')), content }))
    .filter(({ subject }) => subject === 'stack' || modules.has(subject))
    .map(({ path, content }) => hclFile(`tests/${path}`, [fragment(content, parts)]));
}

/** What holds a state: what it is called, the argument of the backend that names it, and its output of `bootstrap/`. */
interface Holder {
  readonly word: string;
  readonly argument: string;
  readonly output: string;
}

const bucket: Holder = { word: 'bucket', argument: 'bucket', output: 'state_bucket' };

export const holders: Readonly<Record<Backend['kind'], Holder>> = {
  s3: bucket,
  gcs: bucket,
  azurerm: { word: 'account', argument: 'storage_account_name', output: 'state_account' },
};

/** Where a state lies: the kind of backend, and what its file says of an environment. */
export interface Backend {
  readonly kind: 's3' | 'gcs' | 'azurerm';
  /** A comment on what the command line says. */
  readonly note: string;
  readonly values: HclObject;
}

export function environmentFiles(
  { file }: StackEnvironment,
  values: HclObject,
  backend: Backend,
): Artifact[] {
  const name = `environments/${plain(file)}`;
  return [
    hclFile(`${name}.tfvars`, [], hclArguments(values)),
    hclFile(`${name}.${backend.kind}.tfbackend`, [backend.note], hclArguments(backend.values)),
  ];
}

/** A root module of its own, with a state of its own: what has to be there before the state of the environments. */
export function bootstrapFiles(
  { bootstrap }: Sources,
  parts: ReadonlySet<Part>,
  values: HclObject,
): Artifact[] {
  const names = Object.keys(bootstrap).filter(path => parts.has(path.slice(0, path.indexOf('/')) as Part));
  const files = new Set(names.map(path => path.slice(path.indexOf('/') + 1)));
  return [
    ...[...files].map(name => hclFile(`bootstrap/${name}`, joined(bootstrap, name, parts))),
    hclFile('bootstrap/terraform.tfvars', [], hclArguments(values)),
  ];
}

/** Texts that have a free line between them, then lines of values. */
const hclFile = (path: string, texts: readonly string[], lines: readonly Text[] = []): Artifact =>
  textFile({ family: 'terraform', path, kind: 'hcl' }, [
    generatedLine,
    ...texts.flatMap((content, i) => (i === 0 ? [content] : ['', content])),
    ...lines,
  ]);

export function required(texts: Texts, path: string): string {
  const found = texts[path];
  if (found === undefined) throw new Error(`there is no text ${path}`);
  return found;
}
