import * as v from 'valibot';
import { type Adapter, printed } from './adapter.ts';

const output = v.object({
  issues: v.array(
    v.object({
      rule: v.object({ name: v.string() }),
      message: v.string(),
      range: v.object({ filename: v.string(), start: v.object({ line: v.number() }) }),
    }),
  ),
  errors: v.array(v.object({ message: v.string() })),
});

/** Beyond those that it recommends: whoever reads a module sees what it takes and gives. */
const rules = [
  'terraform_documented_variables',
  'terraform_documented_outputs',
  'terraform_naming_convention',
];

/** Works in each folder by itself; the rules for the language are in the program, those for clouds are not. */
export const tflint: Adapter = {
  tool: 'tflint',
  kinds: ['hcl'],
  argv: ({ pathOf }) => [
    pathOf('tflint'),
    '--recursive',
    '--format=json',
    '--force',
    ...rules.map(rule => `--enable-rule=${rule}`),
  ],
  findings: ({ stdout }) => {
    const { issues, errors } = printed(output, stdout);
    return [
      ...issues.map(({ rule, message, range }) => ({
        id: rule.name,
        message,
        file: range.filename,
        line: range.start.line,
      })),
      ...errors.map(({ message }) => ({ id: 'error', message: brief(message), file: '' })),
    ];
  },
};

/** Where it failed comes first, then what is wrong in one line, then the same as a picture. */
const brief = (message: string): string => message.split('\n').filter(Boolean).slice(0, 2).join('; ');
