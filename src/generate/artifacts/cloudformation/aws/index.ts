/** Templates of CloudFormation for AWS, and what each environment tells them. */
import templates from 'texts:./templates';
import { change, combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { valuesOf } from '../../shared/aws/values.ts';
import type { HclNode, HclObject } from '../../shared/hcl.ts';
import { type Part, partsOf } from '../../shared/infrastructure/parts.ts';
import type { Stack, StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { generatedLine, textFile } from '../../shared/text.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { isObject, type Kind, kinds, storesOf, textOf } from './parameters.ts';
import { readme } from './readme.ts';
import { rootTemplate } from './root.ts';

/** Templates that are there for one part of the stack. */
const partsOfTemplates: Readonly<Record<string, Part>> = {
  'cache.yaml': 'cache',
  'certificate.yaml': 'ingress',
  'database.yaml': 'database',
  'load-balancer.yaml': 'ingress',
  'log-bucket.yaml': 'logs',
  'queue.yaml': 'queue',
  'route.yaml': 'ingress',
  'secret.yaml': 'secrets',
  'storage.yaml': 'storage',
};

export function awsTemplates(stack: Stack): Artifact[] {
  const parts = partsOf(stack);
  const [first] = stack.environments;
  if (!first) return [];
  return [
    file('root.yaml', rootTemplate(stack.project, valuesOf(stack, first, parts), parts)),
    readme(stack),
    ...stack.environments.map(environment => changeSet(stack, environment, parts)),
    ...Object.entries(templates)
      .filter(([path]) => isWanted(partsOfTemplates[path], parts))
      .map(([path, content]) =>
        textFile({ family: 'cloudformation', path: `templates/${path}`, kind: 'yaml' }, [
          generatedLine,
          ...content.trim().split('\n'),
        ]),
      ),
  ];
}

const isWanted = (part: Part | undefined, parts: ReadonlySet<Part>) => part === undefined || parts.has(part);

const file = (path: string, node: YamlNode): Artifact =>
  yamlFile({ family: 'cloudformation', path, kind: 'yaml' }, [node]);

/** What `aws cloudformation create-change-set --cli-input-yaml` reads. */
function changeSet(stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): Artifact {
  const values = valuesOf(stack, environment, parts);
  const parameters = [
    ...commonValues(values),
    ...(Object.keys(kinds) as Kind[]).flatMap(kind =>
      storesOf(kind, values).flatMap(store =>
        [...store.values].map(([key, value]) => [`${store.id}${key}`, value] as const),
      ),
    ),
  ];
  return file(`environments/${plain(environment.file)}.yaml`, {
    StackName: text`${stack.project}-${environment.name}`,
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
    Parameters: parameters.map(([key, value]) => ({ ParameterKey: key, ParameterValue: value })),
    Tags: [
      { Key: 'Project', Value: stack.project },
      { Key: 'Environment', Value: environment.name },
      { Key: 'ManagedBy', Value: 'CloudFormation' },
    ],
  });
}

function commonValues(values: HclObject): (readonly [string, Text])[] {
  const vpc = isObject(values.vpc) ? values.vpc : {};
  const zones = isList(vpc.zones) ? vpc.zones.map(textOf) : [];
  const cidr = textOf(vpc.cidr ?? null);
  return [
    ['Project', textOf(values.project ?? null)],
    ['Environment', textOf(values.environment ?? null)],
    ['DeletionProtection', textOf(values.deletion_protection ?? null)],
    ['LogRetentionDays', textOf(values.log_retention_days ?? null)],
    ['Cidr', cidr],
    ['SubnetBits', change(cidr, subnetBits)],
    ['Zones', combineTexts(zones, () => zones.map(plain).join(','))],
    ['ZoneCount', String(zones.length)],
    ['SingleNatGateway', textOf(vpc.single_nat_gateway ?? null)],
  ];
}

/** A subnet is a sixteenth of the network. */
const subnetBits = (cidr: string): string => String(32 - Number(cidr.split('/')[1] ?? 16) - 4);

const isList = (node: HclNode | undefined): node is readonly HclNode[] => Array.isArray(node);
