import { slice, type Token } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';

interface AdrReference {
  readonly id: Token;
  readonly link?: string;
}

const tag = /@adr: ?(ADR-\d{1,6})/;

/** The first `@adr: ADR-02` tag in the text, with the file that it links to. */
export function adrReference(text: Token): AdrReference | undefined {
  const match = tag.exec(text.text);
  if (!match?.[1]) return undefined;
  const start = match.index + match[0].length - match[1].length;
  const id = slice(text, start, start + match[1].length);
  const after = text.text.slice(start + match[1].length);
  const link = /^\]\(([^()\s#]{1,512})(?:#[^()\s]{0,256})?\)/.exec(after)?.[1];
  return link === undefined ? { id } : { id, link };
}

/** Every ADR that the document is tagged with is needed, once; a tag that links to the file counts before one that does not. */
export function needAdrs(lines: readonly Token[], gathering: Gathering): void {
  const found = new Map<string, AdrReference>();
  for (const line of lines) {
    let rest = line;
    for (let reference = adrReference(rest); reference; reference = adrReference(rest)) {
      const known = found.get(reference.id.text);
      if (!known || (reference.link !== undefined && known.link === undefined)) {
        found.set(reference.id.text, reference);
      }
      rest = slice(line, reference.id.at.column - line.at.column + reference.id.text.length);
    }
  }
  for (const { id, link } of found.values()) {
    gathering.needs.push({ kind: 'adr', id: id.text, at: id.at, ...(link === undefined ? {} : { link }) });
  }
}
