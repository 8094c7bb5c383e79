import { bare, isAbsent, slice, type Token, trim } from '../../../model/token.ts';

/** "Memory: 4GB": a name and what is said under it. Without a name it is a plain remark. */
export interface Phrase {
  readonly key?: Token;
  readonly value: Token;
}

/** Splits at the first colon that is followed by a space or ends the text, when a short name stands before it. */
export function phrase(whole: Token): Phrase {
  const text = whole.text;
  const end = /:(?:\*\*)?(?:\s|$)/.exec(text);
  const bold = end?.[0].startsWith(':**') === true;
  if (!end || !/^[A-Za-z*][\w /()*.&-]{0,60}$/.test(text.slice(0, end.index))) return { value: bare(whole) };
  const name = bold ? trim(slice(whole, text.indexOf('**') + 2, end.index)) : slice(whole, 0, end.index);
  return { key: bare(name), value: trim(slice(whole, end.index + end[0].trimEnd().length)) };
}

/** What stands under one name in a packed cell: "AZs: us-east-1a,1b" is one group with two values. */
export interface Group {
  readonly key?: Token;
  readonly values: readonly Token[];
  /** The group as it is written, name included. */
  readonly whole: Token;
}

/**
 * The groups of a packed cell: "CPU: 2 vCPU, Memory: 4GB; encrypted". A comma begins a new group where a name follows,
 * otherwise the next value of the same one; remarks without a name are groups of their own; a semicolon always begins a
 * new group. Commas in brackets and between digits of one number ("$1,250") separate nothing.
 */
export function groups(cell: Token): readonly Group[] {
  const inner = bare(cell);
  const found: Group[] = [];
  if (isAbsent(inner)) return found;
  for (const { part, separator } of parts(inner)) {
    const last = found.at(-1);
    const { key, value } = phrase(part);
    if (key) found.push({ key, values: value.text === '' ? [] : [value], whole: part });
    else if (separator === ',' && last?.key) found[found.length - 1] = extend(inner, last, value);
    else if (value.text !== '') found.push({ values: [value], whole: value });
  }
  return found;
}

function extend(inner: Token, group: Group, value: Token): Group {
  const from = group.whole.at.column - inner.at.column;
  const to = value.at.column - inner.at.column + value.text.length;
  return { ...group, values: [...group.values, value], whole: slice(inner, from, to) };
}

/** The values of a plain list: "VPC, Subnets, ALB". */
export function items(cell: Token): readonly Token[] {
  return [...parts(bare(cell))].map(({ part }) => bare(part)).filter(({ text }) => text !== '');
}

function* parts(inner: Token): Iterable<{ part: Token; separator: string }> {
  const { text } = inner;
  let [start, depth, separator] = [0, 0, ''];
  for (let i = 0; i <= text.length; i += 1) {
    const sign = text[i] ?? '';
    if ('([{'.includes(sign) && sign !== '') depth += 1;
    if (')]}'.includes(sign) && sign !== '') depth = Math.max(0, depth - 1);
    const ends = i === text.length || (depth === 0 && (sign === ';' || (sign === ',' && !inNumber(text, i))));
    if (!ends) continue;
    yield { part: trim(slice(inner, start, i)), separator };
    [start, separator] = [i + 1, sign];
  }
}

/** True for the comma of "1,250": digits on both sides, exactly three behind. */
function inNumber(text: string, comma: number): boolean {
  return /\d/.test(text[comma - 1] ?? '') && /^\d{3}(?!\w)/.test(text.slice(comma + 1, comma + 5));
}
