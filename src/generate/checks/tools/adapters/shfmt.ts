import type { Adapter } from './adapter.ts';
import { formatterFindings } from './formatter.ts';

/** Two blanks, cases indented, operators at the start of a line. */
const style = ['--indent=2', '--case-indent', '--binary-next-line'];

export const shfmt: Adapter = {
  tool: 'shfmt',
  kinds: ['shell'],
  argv: ({ pathOf, files }) => [pathOf('shfmt'), '--list', ...style, '--', ...files],
  findings: (outcome, { root }) =>
    formatterFindings(outcome, root, `not as shfmt ${style.join(' ')} writes it`),
};
