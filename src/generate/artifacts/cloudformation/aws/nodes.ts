/** The intrinsic functions of CloudFormation, in their long form: every reader of YAML reads it. */
import { type Text, text } from '../../../../model/traced.ts';
import { YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';

export {
  entriesOf,
  isObject,
  isTrue,
  listOf,
  namesIn,
  numberOf,
  objectOf,
  textOf,
} from '../../shared/hcl-values.ts';

export const ref = (name: Text): YamlObject => ({ Ref: name });

export const attribute = (id: Text, name: string): YamlObject => ({ 'Fn::GetAtt': [id, name] });

/** Of a nested stack. */
export const output = (stack: Text, name: string): YamlObject => attribute(stack, `Outputs.${name}`);

/** `text` is ours, or made of labels: nothing else stands between the braces of `${…}`. */
export const sub = (text: Text): YamlObject => ({ 'Fn::Sub': text });

export const when = (condition: string, node: YamlNode, otherwise: YamlNode = nothing): YamlObject => ({
  'Fn::If': [condition, node, otherwise],
});

export const nothing: YamlObject = { Ref: 'AWS::NoValue' };

export const isSaid = (parameter: string): YamlObject => ({
  'Fn::Not': [{ 'Fn::Equals': [ref(parameter), ''] }],
});

/** A nested stack of a template in environments/. What it is told is text, whatever its template takes it for. */
export const nested = (template: Text, parameters: YamlNode): YamlObject => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: text`../templates/${template}`, Parameters: parameters },
});

/** A line of a mapping, whose key may come from the documents. */
export type Entry = readonly [Text, YamlNode];

/** Mappings in one, in their order. */
export const joined = (...parts: readonly (YamlObject | YamlEntries | readonly Entry[])[]): YamlEntries =>
  new YamlEntries(parts.flatMap(linesOf));

function linesOf(part: YamlObject | YamlEntries | readonly Entry[]): readonly Entry[] {
  if (part instanceof YamlEntries) return part.entries;
  if (isLines(part)) return part;
  return Object.entries(part).flatMap(([key, node]): Entry[] => (node === undefined ? [] : [[key, node]]));
}

const isLines = (part: YamlObject | readonly Entry[]): part is readonly Entry[] => Array.isArray(part);
