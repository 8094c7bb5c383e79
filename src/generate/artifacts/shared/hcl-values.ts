/** What the variables of a stack hold, read back for a form that is not Terraform. */
import { change, plain, type Scalar, type Text, Traced } from '../../../model/traced.ts';
import { HclEntries, type HclNode, type HclObject } from './hcl.ts';

/** What is null is an empty text, which the conditions of the templates know. @throws TypeError for a collection */
export function textOf(node: HclNode | undefined): Text {
  if (node === null || node === undefined) return '';
  if (node instanceof Traced) return node.map((value: Scalar) => String(value));
  if (typeof node !== 'object') return String(node);
  throw new TypeError('a collection is no text');
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
