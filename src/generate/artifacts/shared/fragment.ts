/** Texts that are the same for every project but for parts that few need. */

/**
 * The lines of the parts that are wanted. A line that ends with `#: PART`, or `//: PART` where that begins a comment,
 * stands only for that part, and so do the lines between one that is only that and `#: end`.
 */
export function linesOfParts(text: string, parts: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  const open: string[] = [];
  for (const line of text.split('\n')) {
    const [, before = '', part] = /^(.*?)\s*(?:#|\/\/): (\w+)$/.exec(line) ?? [];
    if (part === undefined) {
      if (open.every(one => parts.has(one))) kept.push(line);
    } else if (before !== '') {
      if ([...open, part].every(one => parts.has(one))) kept.push(before);
    } else if (part === 'end') open.pop();
    else open.push(part);
  }
  return withoutGaps(kept);
}

/** One free line where several were left, and none where a block begins or ends. */
function withoutGaps(lines: readonly string[]): string[] {
  return lines.filter((line, i) => {
    if (line !== '') return true;
    const [before = '', after = ''] = [lines[i - 1], lines.slice(i + 1).find(other => other !== '')];
    return before !== '' && !/[{([]$/.test(before) && !/^\s*[\])}]/.test(after);
  });
}
