/** Templates of CloudFormation for AWS: a root for each environment, over templates that all of them share. */
import templates from 'texts:./templates';
import texts from 'texts:./texts';
import { plain, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { valuesOf } from '../../shared/aws/values.ts';
import { type Part, partsOf } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { generatedLine, textFile } from '../../shared/text.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { bootstrapTemplate } from './bootstrap.ts';
import { readme } from './readme.ts';
import { type Environment, rootTemplate } from './root.ts';
import { servicesOf, templateOf } from './runners.ts';
import { scripts } from './scripts.ts';
import { factsOf, serviceTemplate } from './service/index.ts';

/** Templates that are there for one part of the stack. */
const partsOfTemplates: Readonly<Record<string, Part>> = {
  'cache.yaml': 'cache',
  'database.yaml': 'database',
  'file-system.yaml': 'files',
  'load-balancer.yaml': 'ingress',
  'log-bucket.yaml': 'logs',
  'queue.yaml': 'queue',
  'route.yaml': 'ingress',
  'secret.yaml': 'secrets',
  'storage.yaml': 'storage',
  'table.yaml': 'table',
};

export function awsTemplates(stack: Stack): Artifact[] {
  const parts = partsOf(stack);
  const environments = stack.environments.map((environment): Environment & { readonly file: string } => ({
    name: text`${stack.project}-${environment.name}`,
    values: valuesOf(stack, environment, parts),
    parts,
    file: plain(environment.file),
  }));
  return [
    ...environments.map(environment =>
      template(`environments/${environment.file}.yaml`, rootTemplate(environment)),
    ),
    ...sharedTemplates(parts),
    ...servicesOf(environments).map(runner =>
      template(
        `templates/${plain(templateOf(runner))}`,
        serviceTemplate(factsOf(runner.name, runner.values)),
      ),
    ),
    template('bootstrap.yaml', bootstrapTemplate(stack, parts)),
    ...scripts(stack),
    textFile(
      { family: 'cloudformation', path: 'stack-policy.json', kind: 'json' },
      lines(texts['stack-policy.json']),
    ),
    readme(stack, parts),
  ];
}

const sharedTemplates = (parts: ReadonlySet<Part>): Artifact[] =>
  Object.entries(templates)
    .filter(([path]) => {
      const part = partsOfTemplates[path];
      return part === undefined || parts.has(part);
    })
    .map(([path, content]) =>
      textFile({ family: 'cloudformation', path: `templates/${path}`, kind: 'cloudformation' }, [
        generatedLine,
        ...lines(content),
      ]),
    );

const template = (path: string, node: YamlNode): Artifact =>
  yamlFile({ family: 'cloudformation', path, kind: 'cloudformation' }, [node]);

const lines = (content = ''): string[] => content.trim().split('\n');
