import { fieldsOf, plain, type Text } from '../../../model/traced.ts';
import type { Artifact, ArtifactKind, Family, Span } from './artifact.ts';

interface FileFacts {
  readonly family: Family;
  readonly path: string;
  readonly kind: ArtifactKind;
  readonly executable?: boolean;
}

/** One file from its lines; a line that carries fields becomes a span for each of them. */
export function textFile(facts: FileFacts, lines: readonly Text[]): Artifact {
  const spans: Span[] = [];
  let line = 1;
  for (const item of lines) {
    const to = line + newlines(plain(item));
    for (const field of new Set(fieldsOf(item))) spans.push({ from: line, to, field });
    line = to + 1;
  }
  return {
    family: facts.family,
    path: facts.path,
    kind: facts.kind,
    content: `${lines.map(item => plain(item)).join('\n')}\n`,
    mode: facts.executable === true ? 0o755 : 0o644,
    ownership: 'managed',
    spans,
  };
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** User text for a place that ends with the line, such as a comment: no line break, control or direction character. */
export function oneLine(value: string): string {
  return value.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
