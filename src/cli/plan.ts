import type { Command } from 'commander';
import type { PlanResult } from '../app/generate/plan.ts';
import type { PrepareRequest } from '../app/generate/prepare.ts';
import { failure, shellWord } from '../errors/index.ts';
import { changeLines, plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { names } from './format.ts';
import {
  chosenBy,
  conflictsOf,
  conflictsOption,
  familyFlags,
  type GenerateFlags,
  projectFlags,
} from './generate-flags.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';
import { screenOf, tellDiffs } from './plan-screen.ts';
import { tellProblems } from './team-findings.ts';

interface Flags extends GenerateFlags {
  save?: string;
  /** --diff, --no-diff; neither: as much as is quickly read, on a terminal. */
  diff?: boolean;
  base?: string;
  markdown?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return familyFlags(projectFlags(program.command('plan')))
    .summary('what generate would do, and which field of which document is behind it')
    .description(
      'Compares what the documents say now with the generated files, writes nothing, and shows each file that would change with the fields behind it.',
    )
    .addOption(conflictsOption())
    .option('--diff', 'print all changes line by line')
    .option('--no-diff', 'print no changes line by line')
    .option('--save <file>', 'keep the plan, for generate --plan')
    .option(
      '--base <ref>',
      'compare with the documents at this commit, branch or tag of git: cause, effect, files',
    )
    .option('--markdown', 'with --base: print Markdown, for a pull request')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow plan examples/orders --output out\n  devops-flow plan examples/orders --output out --save orders.plan.json\n  devops-flow plan --base origin/main --markdown',
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      const request = {
        workingFolder: process.cwd(),
        documents: documentsOf(flags, folder),
        ...chosenBy(flags),
        ownFolder: false,
      };
      if (flags.base !== undefined) {
        await runBase(request, flags.base, flags, { output, exit });
        return;
      }
      if (flags.markdown) throw failure('usage', { text: '--markdown goes with --base' }, { exitCode: 64 });
      const { plan } = await import('../app/generate/plan.ts');
      const result = await plan({
        ...request,
        ...given({ conflicts: conflictsOf(flags) }),
        save: flags.save,
      });
      await tell(result, flags, { folder, output: flags.output }, output);
      output.document({ problems: result.problems, ...result.fields, ms: elapsed() });
      exit(result.ok ? 0 : 1);
    });
}

/** Of the whole process; `performance` would load a module for it. */
const elapsed = () => Math.round(process.uptime() * 1000);

/** The other comparison: not with the files that lie here, but with the documents of another commit. */
async function runBase(
  request: PrepareRequest,
  ref: string,
  flags: Flags,
  { output, exit }: Pick<Context, 'output' | 'exit'>,
): Promise<void> {
  const [other] = (['save', 'conflicts'] as const).filter(name => flags[name] !== undefined);
  if (other !== undefined) throw failure('base-with', { option: `--${other}` }, { exitCode: 64 });
  if (flags.markdown && output.json)
    throw failure('usage', { text: '--json and --markdown both want stdout' }, { exitCode: 64 });
  const { planBase } = await import('../app/generate/plan-base.ts');
  const plan = await planBase(request, ref);
  if (flags.markdown) {
    const [{ planMarkdown }, { fieldName }] = await Promise.all([
      import('./plan-markdown.ts'),
      import('../app/generate/field-label.ts'),
    ]);
    process.stdout.write(planMarkdown(plan, fieldName));
  } else if (!output.json) {
    const { tellBase } = await import('./plan-base.ts');
    await tellBase(plan, flags.diff, output);
  }
  output.document({ problems: plan.problems, ...plan.fields, ms: elapsed() });
  exit(plan.ok ? 0 : 1);
}

async function tell(
  result: PlanResult,
  flags: Flags,
  typed: { folder: string | undefined; output: string | undefined },
  output: Output,
): Promise<void> {
  if (output.json) return;
  const { changes, fields } = result;
  const source = names(result.documents) || 'no document: defaults and options';
  output.answer(`${names(result.services)}  from ${source}`);
  if (changes.length > 0) {
    const { fieldName } = await import('../app/generate/field-label.ts');
    for (const line of changeLines(changes, screenOf(output), fieldName)) output.answer(line);
    await tellDiffs(changes, flags.diff, output);
  }
  tellProblems(result, result.ok ? undefined : 'generate will write nothing', output);
  for (const line of closing(result)) output.answer(line);
  if (fields.saved !== undefined)
    output.answer(
      [
        'saved; to do exactly this: devops-flow generate',
        ...folderWords(typed),
        '--plan',
        shellWord(fields.saved),
      ].join(' '),
    );
}

/** The flags that lead generate to the same project. */
const folderWords = ({
  folder,
  output,
}: {
  folder: string | undefined;
  output: string | undefined;
}): string[] => [
  ...(folder === undefined ? [] : [shellWord(folder)]),
  ...(output === undefined ? [] : ['--output', shellWord(output)]),
];

/** What comes of it, in one line, and how to go on. */
function closing({ changes, fields, ok }: PlanResult): string[] {
  const conflicting = changes.filter(({ action }) => action === 'conflicting');
  const [first] = conflicting;
  if (first && !ok)
    return [
      `${plural(conflicting.length, 'conflict')}: generate will write nothing.   devops-flow resolve ${shellWord(first.path)} --mine; or --generated, or --edit`,
    ];
  if (!ok) return [];
  const counts = [
    [fields.written.length, 'to write'],
    [fields.merged.length, 'to merge with your edits'],
    [fields.removed.length, 'to remove'],
    [fields.kept.length, 'kept'],
    [fields.unchanged.length, 'unchanged'],
  ] as const;
  const parts = counts.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`]));
  return [`  ${plural(fields.files, 'file')}: ${parts.join(', ') || 'nothing to do'}`];
}
