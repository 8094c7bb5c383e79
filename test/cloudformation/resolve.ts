/** What CloudFormation would make of templates, as far as that is known before it is made. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { intrinsic, type Known } from './intrinsics.ts';

export type Properties = Readonly<Record<string, unknown>>;

export interface Resource {
  /** Through the nested stacks: `Network/Vpc`. */
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Condition?: string; readonly Properties?: Properties }>
  >;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
}

/** A stack and those that are nested in it. */
export interface Stack {
  readonly resources: readonly Resource[];
  readonly outputs: Properties;
}

/**
 * @param file of the template
 * @param said parameters, by name; others have their defaults
 * @throws Error where a parameter, a condition or a function is not there
 */
export function stackOf(file: string, said: Properties = {}, at = ''): Stack {
  const template = parse(readFileSync(file, 'utf8')) as Template;
  const parameters = parametersOf(template, said, file);
  const inner = new Map<string, Stack>();
  const known: Known = {
    parameter: name => parameters.get(name),
    condition: name => isTrue(template, name, known),
    resource: (id, attribute) => {
      const output = attribute?.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
      if (output === undefined) return `<${at}${id}${attribute === undefined ? '' : `.${attribute}`}>`;
      const value = nested(id).outputs[output];
      if (value === undefined) throw new Error(`${file}: ${id} has no output ${output}`);
      return value;
    },
    hasResource: id => id in template.Resources,
  };
  const nested = (id: string): Stack => {
    const found = inner.get(id);
    if (found) return found;
    const { TemplateURL: path, Parameters: told } = intrinsic(
      template.Resources[id]?.Properties ?? {},
      known,
    ) as { TemplateURL: string; Parameters: Properties };
    const stack = stackOf(join(dirname(file), path), told, `${at}${id}/`);
    inner.set(id, stack);
    return stack;
  };
  const wanted = Object.entries(template.Resources).filter(
    ([, { Condition: condition }]) => condition === undefined || known.condition(condition),
  );
  return {
    resources: wanted.flatMap(([id, { Type: type, Properties: properties = {} }]) =>
      type === 'AWS::CloudFormation::Stack'
        ? nested(id).resources
        : [{ id: at + id, type, properties: intrinsic(properties, known) as Properties }],
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs ?? {})
        .filter(([, { Condition: condition }]) => condition === undefined || known.condition(condition))
        .map(([name, { Value: value }]) => [name, intrinsic(value, known)]),
    ),
  };
}

function parametersOf(template: Template, said: Properties, file: string): ReadonlyMap<string, unknown> {
  const declared = template.Parameters ?? {};
  const strange = Object.keys(said).filter(name => !(name in declared));
  if (strange.length > 0) throw new Error(`${file} has no parameter ${strange.join(', ')}`);
  return new Map(
    Object.entries(declared).map(([name, { Type: type, Default: usual }]) => {
      const value = said[name] ?? usual;
      if (value === undefined) throw new Error(`${file}: ${name} is not said`);
      return [name, typed(type, String(value))];
    }),
  );
}

/** Every parameter is told as text. */
function typed(type: string, value: string): unknown {
  if (/^(?:List<|CommaDelimitedList)/.test(type)) return value.split(',');
  return type === 'Number' ? Number(value) : value;
}

function isTrue(template: Template, name: string, known: Known): boolean {
  const condition = template.Conditions?.[name];
  if (condition === undefined) throw new Error(`there is no condition ${name}`);
  return intrinsic(condition, known) === true;
}
