/**
 * Headings that are written in HTML, as in the form of a TASKS document: `<h2>TASKS.01.18.01: Objective</h2>`. They are
 * put into Markdown, line by line, so that one reader of sections reads both.
 */
export function withPlainHeadings(text: string): string {
  return text.replaceAll(
    /^ {0,3}<h([1-6])>([^<>\r\n]{1,400})<\/h\1>[ \t]*$/gim,
    (_, level: string, title: string) => `${'#'.repeat(Number(level))} ${title.trim()}`,
  );
}

/** Where the text of a heading stands in the line as it is written. */
export function columnOf(line: string, title: string): number {
  return Math.max(0, line.indexOf(title)) + 1;
}
