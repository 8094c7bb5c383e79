/** Terraform for AWS: services on ECS Fargate behind a load balancer, and the resources that they use. */
import bootstrapTexts from 'texts:./bootstrap';
import commonTexts from 'texts:./common';
import moduleTexts from 'texts:./modules';
import rootTexts from 'texts:./root';
import testTexts from 'texts:./tests';
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { hclArguments } from '../../shared/hcl.ts';
import type { Stack, StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { generatedLine, textFile } from '../../shared/text.ts';
import { fragment } from '../fragment.ts';
import { teardown } from '../teardown.ts';
import { bootstrapValues } from './bootstrap.ts';
import { type Part, partsOf } from './parts.ts';
import { readme } from './readme.ts';
import { regionOf, valuesOf } from './values.ts';

/** The modules that a part of the stack is made of. */
const modulesOf: Readonly<Partial<Record<Part, readonly string[]>>> = {
  foundation: ['encryption', 'vpc'],
  logs: ['log_bucket'],
  ingress: ['certificate', 'load_balancer'],
  secrets: ['secrets'],
  database: ['database'],
  cache: ['cache'],
  queue: ['queue'],
  storage: ['storage'],
  files: ['file_system'],
  compute: ['security_groups', 'compute'],
  monitoring: ['monitoring'],
};

export function awsFiles(stack: Stack): Artifact[] {
  const parts = partsOf(stack);
  return [
    ...rootFiles(parts),
    ...moduleFiles(parts),
    ...testFiles(parts),
    ...stack.environments.flatMap(environment => environmentFiles(stack, environment, parts)),
    ...bootstrapFiles(stack, parts),
    teardown,
    readme(stack, parts),
  ];
}

/** The parts of the root module, one below the other in the files where they are looked for. */
function rootFiles(parts: ReadonlySet<Part>): Artifact[] {
  return [
    hclFile('providers.tf', [fragment(required(rootTexts, 'providers/providers.tf'), parts)]),
    ...['main.tf', 'variables.tf', 'outputs.tf'].map(name => hclFile(name, joined(rootTexts, name, parts))),
  ];
}

/** The files of that name of all parts, in the order of the parts. */
function joined(texts: Readonly<Record<string, string>>, name: string, parts: ReadonlySet<Part>): string[] {
  return [...parts].flatMap(part => {
    const found = texts[`${part}/${name}`];
    return found === undefined ? [] : [fragment(found, parts)];
  });
}

const modulesIn = (parts: ReadonlySet<Part>): ReadonlySet<string> =>
  new Set([...parts].flatMap(part => modulesOf[part] ?? []));

/** Each module says which versions it is for: it may be used by itself. */
function moduleFiles(parts: ReadonlySet<Part>): Artifact[] {
  const modules = modulesIn(parts);
  return [
    ...Object.entries(moduleTexts)
      .filter(([path]) => modules.has(path.slice(0, path.indexOf('/'))))
      .map(([path, content]) => hclFile(`modules/${path}`, [fragment(content, parts)])),
    ...[...modules].map(name =>
      hclFile(`modules/${name}/versions.tf`, [required(commonTexts, 'versions.tf').trim()]),
    ),
  ];
}

/** Those of the modules that are there, and of the whole. */
function testFiles(parts: ReadonlySet<Part>): Artifact[] {
  const modules = modulesIn(parts);
  return Object.entries(testTexts)
    .map(([path, content]) => ({ path, subject: path.slice(0, path.indexOf('.')), content }))
    .filter(({ subject }) => subject === 'stack' || modules.has(subject))
    .map(({ path, content }) => hclFile(`tests/${path}`, [fragment(content, parts)]));
}

function environmentFiles(stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): Artifact[] {
  return [
    hclFile(
      `environments/${plain(environment.file)}.tfvars`,
      [],
      hclArguments(valuesOf(stack, environment, parts)),
    ),
    hclFile(
      `environments/${plain(environment.file)}.s3.tfbackend`,
      ['# The bucket is said by -backend-config=bucket=NAME: bootstrap/ tells its name.'],
      hclArguments({
        key: text`${stack.project}/${environment.name}.tfstate`,
        region: regionOf(environment),
        encrypt: true,
        use_lockfile: true,
      }),
    ),
  ];
}

/** A root module of its own, with a state of its own: what has to be there before the state of the environments. */
function bootstrapFiles(stack: Stack, parts: ReadonlySet<Part>): Artifact[] {
  const names = Object.keys(bootstrapTexts).filter(path =>
    parts.has(path.slice(0, path.indexOf('/')) as Part),
  );
  const files = new Set(names.map(path => path.slice(path.indexOf('/') + 1)));
  return [
    ...[...files].map(name => hclFile(`bootstrap/${name}`, joined(bootstrapTexts, name, parts))),
    hclFile('bootstrap/terraform.tfvars', [], hclArguments(bootstrapValues(stack, parts))),
  ];
}

/** Texts that have a free line between them, then lines of values. */
const hclFile = (path: string, texts: readonly string[], lines: readonly Text[] = []): Artifact =>
  textFile({ family: 'terraform', path, kind: 'hcl' }, [
    generatedLine,
    ...texts.flatMap((content, i) => (i === 0 ? [content] : ['', content])),
    ...lines,
  ]);

function required(texts: Readonly<Record<string, string>>, path: string): string {
  const found = texts[path];
  if (found === undefined) throw new Error(`there is no text ${path}`);
  return found;
}
