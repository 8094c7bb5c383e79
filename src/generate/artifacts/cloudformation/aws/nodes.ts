/** The intrinsic functions of CloudFormation, in their long form: every reader of YAML reads it. */
import { change, plain, type Scalar, type Text, Traced, text } from '../../../../model/traced.ts';
import { HclEntries, type HclNode, type HclObject } from '../../shared/hcl.ts';
import { YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';

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

/** What is null is an empty text, which the conditions of the templates know. @throws TypeError for a collection */
export function textOf(node: HclNode | undefined): Text {
  if (node === null || node === undefined) return '';
  if (node instanceof Traced) return node.map((value: Scalar) => String(value));
  if (typeof node !== 'object') return String(node);
  throw new TypeError('a parameter of CloudFormation is no collection');
}

export const numberOf = (node: HclNode | undefined): number | Traced<number> => change(textOf(node), Number);

export const isObject = (node: HclNode | undefined): node is HclObject =>
  typeof node === 'object' &&
  node !== null &&
  !Array.isArray(node) &&
  !(node instanceof Traced) &&
  !(node instanceof HclEntries);

export const objectOf = (node: HclNode | undefined): HclObject => (isObject(node) ? node : {});

export const entriesOf = (node: HclNode | undefined): readonly (readonly [Text, HclNode])[] =>
  node instanceof HclEntries ? node.entries : [];

export const listOf = (node: HclNode | undefined): readonly HclNode[] =>
  Array.isArray(node) ? (node as readonly HclNode[]) : [];

export const namesIn = (node: HclNode | undefined): readonly Text[] => listOf(node).map(textOf);

export const isTrue = (node: HclNode | undefined): boolean => plain(textOf(node)) === 'true';
