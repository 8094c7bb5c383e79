import { type Problem, problem } from '../../../errors/index.ts';

/** A long book has as many lines that are not empty, and each of them says something. */
const fewLines = 8000;
/** Characters in a line, its end counted: real documents have some forty. */
const leastMean = 8;

/** The problem of a Markdown text that is all signs: thousands of lines of `#` or `- a`, each of which would be a block. */
export function tooDense(file: string, text: string): Problem | undefined {
  const lines = text.match(/^.*\S.*$/gm)?.length ?? 0;
  if (lines <= fewLines || text.length >= lines * leastMean) return undefined;
  return problem('markdown-too-dense', { lines, limit: fewLines }, { at: { file, line: 1, column: 1 } });
}
