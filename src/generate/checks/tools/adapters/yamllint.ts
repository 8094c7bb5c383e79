import { yamlKinds } from '../../../artifacts/shared/artifact.ts';
import { type Adapter, below } from './adapter.ts';

/** Long lines are those of values; documents begin without a mark where there is one to a file. */
const rules =
  '{extends: default, rules: {line-length: disable, document-start: disable, comments: {min-spaces-from-content: 1}}}';

/** `k8s/a.yaml:3:1: [warning] text (rule)` */
const line = /^(.*?):(\d+):\d+: \[\w+\] (.*?)(?: \(([\w-]+)\))?$/;

export const yamllint: Adapter = {
  tool: 'yamllint',
  kinds: yamlKinds,
  argv: ({ pathOf, files }) => [pathOf('yamllint'), '--format', 'parsable', '-d', rules, '--', ...files],
  findings: ({ code, stdout, stderr }, { root }) => {
    if (code !== 0 && code !== 1) throw new Error(stderr);
    return stdout
      .split('\n')
      .filter(text => text !== '')
      .map(text => {
        const [, file = '', row, message = text, id = 'syntax'] = line.exec(text) ?? [];
        return { id, message, file: below(root, file), line: Number(row) };
      });
  },
};
