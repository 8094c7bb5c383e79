import { describe, expect, it } from 'vitest';
import { lineOf, parseDockerfile } from './index.ts';

const read = (text: string) =>
  parseDockerfile(text)
    .getInstructions()
    .map(instruction => [lineOf(instruction), instruction.getKeyword(), instruction.getArgumentsContent()]);

describe('the comments that a Dockerfile begins with', () => {
  it.each([
    ['none', '', 0],
    ['a comment', '# What we ship\n', 1],
    ['a directive', '# syntax=docker/dockerfile:1\n', 1],
    ['a directive that looks like two', '# syntax=docker/dockerfile:1 # a=b\n', 1],
    ['a comment between directives', '# syntax=docker/dockerfile:1\n# Ours\n# check=skip=all\n', 3],
    ['lines of Windows', '# syntax=docker/dockerfile:1\r\n# Ours\r\n', 2],
    ['a byte order mark', '\uFEFF# Ours\n', 1],
    ['a blank line', '# Ours\n\n# theirs\n', 3],
  ])('%s: every instruction is read, on its line', (_, start, lines) => {
    expect(read(`${start}FROM scratch\nRUN a \\\n  b\n`)).toEqual([
      [lines + 1, 'FROM', 'scratch'],
      [lines + 2, 'RUN', 'a   b'],
    ]);
  });

  it('may set the escape character, while they are directives', () => {
    const windows = 'FROM scratch\nCOPY a c:\\\nRUN b `\n  c\n';
    const keywords = (text: string) => read(text).map(([, keyword]) => keyword);
    expect(keywords(`# syntax=docker/dockerfile:1\n# Escape = \`\n${windows}`)).toEqual([
      'FROM',
      'COPY',
      'RUN',
    ]);
    expect(keywords(`# Ours\n# escape=\`\n${windows}`)).toEqual(['FROM', 'COPY', 'C']);
  });
});
