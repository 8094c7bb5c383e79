import type { Adapter } from './adapter.ts';
import { formatterFindings } from './formatter.ts';

export const gofmt: Adapter = {
  tool: 'gofmt',
  kinds: ['go'],
  argv: ({ files }) => ['gofmt', '-l', ...files],
  findings: (outcome, { root }) => {
    if (outcome.code === undefined) throw new Error('gofmt is not here: it comes with Go');
    return formatterFindings(outcome, root, 'gofmt writes it in another way');
  },
};
