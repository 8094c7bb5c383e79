/** The ADRs that a SPEC is tagged with: by `@adr:` tags anywhere, and in its traceability. */
import { slice, type Token, token } from '../../../model/token.ts';
import type { DocumentText, Gathering } from '../gathering.ts';
import { needAdrs } from '../req/adr.ts';
import type { Cursor } from '../tree/cursor.ts';

/** "@adr: ADR-02" in a value, a comment or a text. */
export function needTagged({ file, text }: DocumentText, gathering: Gathering): void {
  const lines = text.split(/\r\n|\r|\n/).map((line, i) => token(file, i + 1, 1, line));
  needAdrs(lines, gathering);
}

/** `traceability` has them as tags, as upstream documents and as links. */
export function needTraced(spec: Cursor, gathering: Gathering): void {
  const traceability = spec.inside('traceability');
  if (!traceability.isMap) return;
  const tags = traceability.inside('cumulative_tags.adr');
  for (const tag of tags.isList ? tags.items() : [tags]) need(tag, gathering);
  for (const item of itemsOf(traceability.inside('upstream_sources.architecture_decisions')))
    if (need(item.inside('id'), gathering)) follow(item.inside('link'), gathering);
  for (const item of itemsOf(traceability.inside('upstream_links')))
    if (need(item.inside('artifact'), gathering)) follow(item.inside('path'), gathering);
}

const itemsOf = (list: Cursor) => (list.isList ? list.items().filter(item => item.isMap) : []);

/** Forms have ADR-NN, which names none. */
function need(cursor: Cursor, gathering: Gathering): boolean {
  const written = cursor.peek();
  if (!written || !/\bADR-\d/.test(written.text)) return false;
  follow(cursor, gathering);
  for (const { 0: id, index } of written.text.matchAll(/\bADR-\d{1,6}\b/g))
    needOnce(slice(written, index, index + id.length), gathering);
  return true;
}

function needOnce({ text: id, at }: Token, gathering: Gathering): void {
  if (!gathering.needs.some(need => need.kind === 'adr' && need.id === id))
    gathering.needs.push({ kind: 'adr', id, at });
}

function follow(cursor: Cursor, gathering: Gathering): void {
  const written = cursor.peek() && cursor.value();
  if (written) gathering.follow(written);
}
