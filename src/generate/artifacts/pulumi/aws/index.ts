/** A program of Pulumi for AWS: services on ECS Fargate behind a load balancer, and the resources that they use. */
import programTexts from 'texts:./program';
import { plain, text } from '../../../../model/traced.ts';
import type { Artifact, ArtifactKind } from '../../shared/artifact.ts';
import { bootstrapValues } from '../../shared/aws/bootstrap.ts';
import { valuesOf } from '../../shared/aws/values.ts';
import { linesOfParts } from '../../shared/fragment.ts';
import { type Part, partsOf } from '../../shared/infrastructure/parts.ts';
import type { Stack, StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { generatedLine, textFile } from '../../shared/text.ts';
import { yamlLines } from '../../shared/yaml.ts';
import { readme } from './readme.ts';
import { settings } from './settings.ts';

/** Files that are there for one part of the stack. */
const partsOfFiles: Readonly<Record<string, Part>> = {
  'addresses.ts': 'addresses',
  'buckets.ts': 'storage',
  'caches.ts': 'cache',
  'databases.ts': 'database',
  'file-systems.ts': 'files',
  'images.ts': 'registry',
  'ingress.ts': 'ingress',
  'queues.ts': 'queue',
  'secrets.ts': 'secrets',
  'tables.ts': 'table',
  'components/cache.ts': 'cache',
  'components/certificate.ts': 'ingress',
  'components/database.ts': 'database',
  'components/file-system.ts': 'files',
  'components/load-balancer.ts': 'ingress',
  'components/names.ts': 'ingress',
  'components/budgets.ts': 'budgets',
  'components/repositories.ts': 'registry',
  'components/log-bucket.ts': 'logs',
  'components/queue.ts': 'queue',
  'components/secrets.ts': 'secrets',
  'components/storage.ts': 'storage',
  'components/table.ts': 'table',
};

export function awsProgram(stack: Stack): Artifact[] {
  const parts = partsOf(stack);
  return [
    projectFile(stack),
    ...bootstrapFiles(stack, parts),
    ...stack.environments.map(environment => stackFile(stack, environment, parts)),
    ...programFiles(parts),
    ...stack.environments.map(({ file }) => testFile(plain(file))),
    readme(stack, parts),
  ];
}

const projectFile = ({ project }: Stack): Artifact =>
  yamlFile('Pulumi.yaml', {
    name: project,
    description: text`Infrastructure of ${project}`,
    runtime: { name: 'nodejs', options: { packagemanager: 'npm' } },
  });

/** A program of its own, with a state of its own. */
function bootstrapFiles(stack: Stack, parts: ReadonlySet<Part>): Artifact[] {
  const name = text`${stack.project}-bootstrap`;
  return [
    yamlFile('bootstrap/Pulumi.yaml', {
      name,
      description: text`What outlives the environments of ${stack.project}`,
      runtime: { name: 'nodejs', options: { packagemanager: 'npm' } },
    }),
    yamlFile('bootstrap/Pulumi.account.yaml', settings(name, bootstrapValues(stack, parts))),
  ];
}

const stackFile = (stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): Artifact =>
  yamlFile(
    `Pulumi.${plain(environment.file)}.yaml`,
    settings(stack.project, valuesOf(stack, environment, parts)),
  );

const yamlFile = (path: string, node: Parameters<typeof yamlLines>[0]): Artifact =>
  textFile({ family: 'pulumi', path, kind: 'yaml' }, [generatedLine, ...yamlLines(node)]);

function programFiles(parts: ReadonlySet<Part>): Artifact[] {
  return Object.entries(programTexts)
    .filter(([path]) => {
      const part = partsOfFiles[path];
      return part === undefined || parts.has(part);
    })
    .map(([path, content]) => programFile(path, linesOfParts(content, parts)));
}

/** Node runs each file of tests in a process of its own, and a process holds one stack. */
const testFile = (environment: string): Artifact =>
  programFile(`tests/stack.${environment}.test.ts`, [
    "import { tryStack } from './stack';",
    '',
    `tryStack(${JSON.stringify(environment)});`,
  ]);

function programFile(path: string, lines: readonly string[]): Artifact {
  const kind: ArtifactKind = path.endsWith('.json') ? 'json' : 'typescript';
  const head = kind === 'json' ? [] : [generatedLine.replace('#', '//')];
  return textFile({ family: 'pulumi', path, kind }, [...head, ...lines.join('\n').trim().split('\n')]);
}
