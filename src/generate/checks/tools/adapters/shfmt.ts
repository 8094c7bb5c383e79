import { type Adapter, below, type Finding } from './adapter.ts';

/** Two blanks, cases indented, operators at the start of a line. */
const style = ['--indent=2', '--case-indent', '--binary-next-line'];

/** What it cannot parse, on stderr: `scripts/a.sh:3:1: reason` */
const unparsed = /^(.+?):(\d+):\d+: (.*)$/;

export const shfmt: Adapter = {
  tool: 'shfmt',
  kinds: ['shell'],
  argv: ({ pathOf, files }) => [pathOf('shfmt'), '--list', ...style, '--', ...files],
  findings: ({ stdout, stderr }, { root }) => [
    ...linesOf(stdout).map(file => ({
      id: 'format',
      message: `not as shfmt ${style.join(' ')} writes it`,
      file: below(root, file),
    })),
    ...linesOf(stderr).map((text): Finding => {
      const [, file, line, message = ''] = unparsed.exec(text) ?? [];
      if (file === undefined) throw new Error(text);
      return { id: 'parse', message, file: below(root, file), line: Number(line) };
    }),
  ],
};

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');
