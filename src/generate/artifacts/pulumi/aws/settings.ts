/** What Pulumi is told of an environment: the values of the stack, in the words of TypeScript. */
import { type Text, Traced, text } from '../../../../model/traced.ts';
import { HclEntries, HclExpression, type HclNode, type HclObject } from '../../shared/hcl.ts';
import { YamlEntries, type YamlNode } from '../../shared/yaml.ts';

/** Pulumi.STACK.yaml of a program, from the values that Terraform gets as variables. */
export function settings(program: Text, { region, ...values }: HclObject): YamlNode {
  const { project, environment } = values;
  const tags = { Project: project, Environment: environment, ManagedBy: 'Pulumi' };
  return {
    config: new YamlEntries([
      ['aws:region', setting(region ?? null)],
      ['aws:defaultTags', setting({ tags })],
      ...Object.entries(values).flatMap(([key, value]) =>
        value === undefined || value === null
          ? []
          : [[text`${program}:${camelCase(key)}`, setting(value)] as const],
      ),
    ]),
  };
}

/**
 * What is null is left out. Names with texts become a list: Pulumi takes a mapping whose only key is `secure` for a
 * value that it has to decrypt.
 */
function setting(node: HclNode): YamlNode {
  if (node instanceof HclEntries) return entries(node);
  if (node instanceof HclExpression) throw new TypeError('an expression of HCL is no setting of Pulumi');
  if (node === null || typeof node !== 'object' || node instanceof Traced) return node;
  if (isList(node)) return node.map(setting);
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      value === undefined || value === null ? [] : [[camelCase(key), setting(value)]],
    ),
  );
}

function entries({ entries: list }: HclEntries): YamlNode {
  const isOfTexts = list.every(([, value]) => typeof value !== 'object' || value instanceof Traced);
  if (isOfTexts) return list.map(([name, value]) => ({ name, value: setting(value) }));
  return new YamlEntries(list.map(([name, value]) => [name, setting(value)]));
}

const isList = (node: HclNode): node is readonly HclNode[] => Array.isArray(node);

const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
