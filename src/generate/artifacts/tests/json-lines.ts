import { type Scalar, type Text, Traced } from '../../../model/traced.ts';
import { wellFormed } from './literals.ts';

export type JsonNode = null | Scalar | Traced | readonly JsonNode[] | { readonly [key: string]: JsonNode };

/** A value as JSON, two spaces a level: a line for each scalar, which carries the fields that it shows. */
export function jsonLines(node: JsonNode): readonly Text[] {
  const out: Text[] = [];
  place(out, node, '', '', '');
  return out;
}

function place(out: Text[], node: JsonNode, indent: string, lead: string, tail: string): void {
  if (node instanceof Traced || typeof node !== 'object' || node === null) {
    const line = `${indent}${lead}${scalar(node)}${tail}`;
    out.push(node instanceof Traced ? new Traced(line, node.fields) : line);
    return;
  }
  const isList = Array.isArray(node);
  const children = isList
    ? (node as readonly JsonNode[]).map(child => ['', child] as const)
    : Object.entries(node).map(([key, child]) => [`${JSON.stringify(key)}: `, child] as const);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (children.length === 0) {
    out.push(`${indent}${lead}${open}${close}${tail}`);
    return;
  }
  out.push(`${indent}${lead}${open}`);
  for (const [i, [key, child]] of children.entries())
    place(out, child, `${indent}  `, key, i < children.length - 1 ? ',' : '');
  out.push(`${indent}${close}${tail}`);
}

function scalar(node: null | Scalar | Traced): string {
  const value = node instanceof Traced ? node.value : node;
  return typeof value === 'string' ? JSON.stringify(wellFormed(value)) : JSON.stringify(value);
}
