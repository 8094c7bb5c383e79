import { change, plain, type Text, Traced, text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import { subnetsOf } from '../../shared/aws/subnets.ts';
import { addressesOf, valuesOf, zonesOf } from '../../shared/aws/values.ts';
import { HclEntries, HclExpression, type HclNode, type HclObject } from '../../shared/hcl.ts';
import { partsOf } from '../../shared/infrastructure/parts.ts';
import { hostIn, type Stack, type StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { Noted, YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { jinjaText } from '../jinja.ts';

/** environments/NAME.yml: the values that Terraform gets as tfvars, and where the service is asked. */
export function environmentVariables(
  stack: Stack,
  environment: StackEnvironment,
  service: ServiceView,
): YamlNode {
  const place = environment.services.get(service);
  const host = place && hostIn(service, environment, place);
  const subnets = subnetsOf(addressesOf(stack), zonesOf(environment));
  return {
    ecs_url: host && text`https://${host}`,
    ecs_read_only: environment === stack.environments.at(-1) || environment.isProduction,
    infrastructure_file: new Noted(environment.file, {
      above: ['What the files of Terraform for the environment are called.'],
    }),
    stack: {
      ...objectOf(valuesOf(stack, environment, partsOf(stack))),
      subnets: subnets.map(({ tier, zone, cidr }) => ({ tier, zone, cidr })),
    },
  };
}

/** The same values as YAML; a text of the documents is no template there either. */
function yamlOf(node: HclNode): YamlNode {
  if (node instanceof HclExpression) throw new Error('an expression is no value');
  if (node === null || typeof node === 'number' || typeof node === 'boolean') return node;
  if (node instanceof Traced) return typeof node.value === 'string' ? jinjaText(change(node, String)) : node;
  if (typeof node === 'string') return jinjaText(node);
  if (node instanceof HclEntries)
    return new YamlEntries(node.entries.map(([key, value]): [Text, YamlNode] => [key, yamlOf(value)]));
  return isList(node) ? node.map(yamlOf) : objectOf(node);
}

const objectOf = (object: HclObject): YamlObject =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, yamlOf(value)]])),
  );

const isList = (node: HclNode): node is readonly HclNode[] => Array.isArray(node);

export const environmentFile = ({ name }: StackEnvironment): string => `environments/${plain(name)}.yml`;
