import type { Candidate } from '../finding.ts';
import { type Repository, shown } from '../repository.ts';

export interface XmlText extends Candidate<string> {
  /** The names of the elements around the text, such as `project/parent/version`. */
  readonly path: string;
}

/** The texts of an XML file. Comments, declarations and attributes are passed over. */
export function readXml(repository: Repository, path: string): readonly XmlText[] {
  const text = repository.read(path) ?? '';
  const file = shown(repository, path);
  const texts: XmlText[] = [];
  const open: string[] = [];
  let [at, line] = [0, 1];
  while (at < text.length) {
    const start = text.indexOf('<', at);
    if (start < 0) break;
    const inner = text.slice(at, start);
    const lead = inner.slice(0, inner.length - inner.trimStart().length);
    const found = { file, line: line + breaks(lead) };
    if (inner.trim() !== '') texts.push({ path: open.join('/'), value: inner.trim(), found });
    const end = endOfMark(text, start);
    follow(open, text.slice(start, end));
    line += breaks(inner) + breaks(text.slice(start, end));
    at = end;
  }
  return texts;
}

const breaks = (text: string): number => text.split('\n').length - 1;

function endOfMark(text: string, start: number): number {
  const close = text.startsWith('<!--', start) ? '-->' : '>';
  const end = text.indexOf(close, start);
  return end < 0 ? text.length : end + close.length;
}

/** Opens or closes the element of a tag; deeper than any manifest is not followed. */
function follow(open: string[], tag: string): void {
  if (/^<[!?]/.test(tag)) return;
  if (tag.startsWith('</')) open.pop();
  else if (!tag.endsWith('/>') && open.length < 100) open.push(/^<([\w.:-]{1,100})/.exec(tag)?.[1] ?? '');
}
