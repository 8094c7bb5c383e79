import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.array(
  v.object({ RuleID: v.string(), Description: v.string(), File: v.string(), StartLine: v.number() }),
);

/** Reads the whole folder; what it finds is not repeated. */
export const gitleaks: Adapter = {
  tool: 'gitleaks',
  argv: ({ pathOf, root }) => [
    pathOf('gitleaks'),
    'dir',
    root,
    '--redact',
    '--no-banner',
    '--log-level',
    'fatal',
    '--exit-code',
    '0',
    '--report-format',
    'json',
    '--report-path',
    '-',
  ],
  findings: ({ stdout }, { root }) =>
    printed(output, stdout).map(({ RuleID, Description, File, StartLine }) => ({
      id: RuleID,
      message: Description,
      file: below(root, File),
      line: StartLine,
    })),
};
