import { combineTexts, type Scalar, type Text, Traced } from '../../../model/traced.ts';
import { wellFormed } from './literals.ts';

export type JsonNode = null | Scalar | Traced | readonly JsonNode[] | { readonly [key: string]: JsonNode };

/** A value as JSON, two spaces a level: a line for each scalar, which carries the fields that it shows. */
export function jsonLines(node: JsonNode): readonly Text[] {
  return lines(node, '', '', '');
}

function lines(node: JsonNode, indent: string, lead: string, tail: string): readonly Text[] {
  if (node instanceof Traced || typeof node !== 'object' || node === null)
    return [
      combineTexts(
        node instanceof Traced ? [node as Traced<string>] : [],
        () => `${indent}${lead}${scalar(node)}${tail}`,
      ),
    ];
  const isList = Array.isArray(node);
  const children = isList
    ? (node as readonly JsonNode[]).map(child => ['', child] as const)
    : Object.entries(node).map(([key, child]) => [`${JSON.stringify(key)}: `, child] as const);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (children.length === 0) return [`${indent}${lead}${open}${close}${tail}`];
  return [
    `${indent}${lead}${open}`,
    ...children.flatMap(([key, child], i) =>
      lines(child, `${indent}  `, key, i < children.length - 1 ? ',' : ''),
    ),
    `${indent}${close}${tail}`,
  ];
}

function scalar(node: null | Scalar | Traced): string {
  const value = node instanceof Traced ? node.value : node;
  return typeof value === 'string' ? JSON.stringify(wellFormed(value)) : JSON.stringify(value);
}
