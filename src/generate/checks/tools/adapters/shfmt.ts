import { type Adapter, below } from './adapter.ts';

/** Two blanks, cases indented, operators at the start of a line. */
const style = ['--indent=2', '--case-indent', '--binary-next-line'];

export const shfmt: Adapter = {
  tool: 'shfmt',
  kinds: ['shell'],
  argv: ({ pathOf, files }) => [pathOf('shfmt'), '--list', ...style, '--', ...files],
  findings: ({ code, stdout, stderr }, { root }) => {
    if (code !== 0 && code !== 1) throw new Error(stderr);
    if (stderr !== '') throw new Error(stderr);
    return stdout
      .split('\n')
      .filter(file => file !== '')
      .map(file => ({
        id: 'format',
        message: `not as shfmt ${style.join(' ')} writes it`,
        file: below(root, file),
      }));
  },
};
