/** Templates for Azure: one for every environment, whose parameters say what differs, over a template for each part. */
import templates from 'texts:./templates';
import { plain } from '../../../../model/traced.ts';
import type { Artifact, ArtifactKind } from '../../shared/artifact.ts';
import { bootstrapValues } from '../../shared/azure/bootstrap.ts';
import { made, shapeOf } from '../../shared/azure/shape.ts';
import { valuesOf } from '../../shared/azure/values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { jsonLines } from '../../shared/json.ts';
import { textFile } from '../../shared/text.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { bootstrapParameters, bootstrapTemplate } from './bootstrap.ts';
import { mainTemplate } from './main.ts';
import { parametersFile, parametersOf } from './parameters.ts';
import { readme } from './readme.ts';
import { teardown } from './teardown.ts';

/** Templates that are there for one part of the stack. */
const partsOfTemplates: Readonly<Record<string, Part>> = {
  'budgets.json': 'budgets',
  'cache.json': 'cache',
  'dns.json': 'ingress',
  'files.json': 'files',
  'front-door.json': 'ingress',
  'messaging.json': 'queue',
  'names.json': 'internal',
  'secrets.json': 'secrets',
  'storage.json': 'storage',
};

export function azureTemplates(documents: Stack): Artifact[] {
  const stack = made(documents);
  const parts = shapeOf(stack);
  const before = bootstrapValues(stack, parts);
  return [
    json('main.json', 'arm', mainTemplate(stack, parts)),
    json('bootstrap.json', 'arm', bootstrapTemplate(parts)),
    json('bootstrap.parameters.json', 'json', parametersFile(bootstrapParameters(before))),
    ...stack.environments.map(environment =>
      json(
        `environments/${plain(environment.file)}.parameters.json`,
        'json',
        parametersFile(parametersOf(valuesOf(stack, environment, parts), parts)),
      ),
    ),
    ...Object.entries(templates)
      .filter(([path]) => isNeeded(path, stack, parts))
      .map(([path, content]) =>
        textFile({ family: 'arm', path: `templates/${path}`, kind: 'arm' }, content.trim().split('\n')),
      ),
    teardown(stack),
    readme(stack, parts),
  ];
}

function isNeeded(path: string, { services, stores }: Stack, parts: ReadonlySet<Part>): boolean {
  const has = (engine: string) => stores.databases.some(found => found.engine.value === engine);
  const isJob = ({ kind }: (typeof services)[number]) => kind.value === 'job';
  if (path === 'mysql.json') return has('mysql');
  if (path === 'postgres.json') return stores.databases.some(({ engine }) => engine.value !== 'mysql');
  if (path === 'job.json') return services.some(isJob);
  if (path === 'app.json') return !services.every(isJob);
  const part = partsOfTemplates[path];
  return part === undefined || parts.has(part);
}

const json = (path: string, kind: ArtifactKind, node: YamlNode): Artifact =>
  textFile({ family: 'arm', path, kind }, jsonLines(node));
