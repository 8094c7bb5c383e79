const named = /\b(?:[A-Z]\w{0,60}(?:Error|Exception)|panic)\b:? ?[^\\"\n\r]{0,140}/;
/** file.ext:LINE as most stack traces write it, and Python's `File "x.py", line N`. */
const place = /([\w.-]{1,80}\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|cs|rs))(?:\\?", line |:)(\d{1,6})/;

/** The first error that a version wrote to its log, with the place that it names; undefined when none looks like one. */
export function firstError(lines: readonly string[]): string | undefined {
  for (const [i, line] of lines.entries()) {
    const found = named.exec(line)?.[0].trim();
    if (found === undefined) continue;
    // In a structured log the stack is in the same line, else it follows.
    const where = place.exec(line.slice(line.indexOf(found)) + lines.slice(i + 1, i + 6).join('\n'));
    return where ? `${found}  ${where[1]}:${where[2]}` : found;
  }
  return undefined;
}
