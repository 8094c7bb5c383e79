import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

/** https://docs.ansible.com/projects/lint/output-formats/: issues of Code Climate. */
const output = v.array(
  v.object({
    check_name: v.string(),
    description: v.string(),
    location: v.object({
      path: v.string(),
      lines: v.optional(v.object({ begin: v.number() })),
      positions: v.optional(v.object({ begin: v.object({ line: v.number() }) })),
    }),
  }),
);

/** It looks for settings where it is called from, and not beside what it reads. */
function settingsOf(files: readonly string[]): readonly string[] {
  const found = files.find(file => /(?:^|\/)\.ansible-lint$/.test(file));
  return found === undefined ? [] : [`--config-file=${found}`];
}

/** Asks nobody for collections or for newer schemas; a warning is a finding too. */
export const ansibleLint: Adapter = {
  tool: 'ansible-lint',
  kinds: ['ansible'],
  argv: ({ pathOf, files }) => [
    pathOf('ansible-lint'),
    '--offline',
    '--profile=production',
    '--format=json',
    '--nocolor',
    ...settingsOf(files),
    '--',
    ...files,
  ],
  findings: ({ code, stdout, stderr }, { root }) => {
    if (code !== 0 && code !== 2) throw new Error(stderr);
    return printed(output, stdout).map(({ check_name: id, description: message, location }) => {
      const line = location.lines?.begin ?? location.positions?.begin.line;
      return { id, message, file: below(root, location.path), ...(line !== undefined && { line }) };
    });
  },
};
