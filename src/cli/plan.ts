import type { Command } from 'commander';
import type { FileChange } from '../app/generate/changes.ts';
import type { PlanResult } from '../app/generate/plan.ts';
import { shellWord } from '../errors/index.ts';
import { changeLines, plural, type Screen } from './change-lines.ts';
import type { Context } from './command.ts';
import { collect, documentsOf } from './document-flags.ts';
import { chosenBy, conflictsOf, type GenerateFlags, projectFlags } from './generate-flags.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';

interface Flags extends GenerateFlags {
  save?: string;
  /** --diff, --no-diff; neither: as much as is quickly read, on a terminal. */
  diff?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return projectFlags(program.command('plan'))
    .summary('what generate would do, and which field of which document is behind it')
    .description(
      'Compares what the documents say now with the generated files, writes nothing, and shows each file that would change\nwith the fields behind it.',
    )
    .argument(
      '[folder]',
      'project folder whose documents are found by themselves (default: . when none is named)',
    )
    .option('--output <folder>', 'the folder above those of the families (default: the project folder)')
    .option('--family <name>', 'only this family; may be given again', collect)
    .option('--diff', 'print all changes line by line')
    .option('--no-diff', 'print no changes line by line')
    .option('--save <file>', 'keep the plan, for generate --plan')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow plan examples/orders --output out\n  devops-flow plan examples/orders --output out --save orders.plan.json',
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      const { plan } = await import('../app/generate/plan.ts');
      const result = await plan({
        workingFolder: process.cwd(),
        documents: documentsOf(flags, folder),
        ...chosenBy(flags),
        ...given({ conflicts: conflictsOf(flags) }),
        ownFolder: false,
        save: flags.save,
      });
      const ms = Math.round(process.uptime() * 1000);
      await tell(result, flags, { folder, output: flags.output }, output);
      output.document({ problems: result.problems, ...result.fields, ms });
      exit(result.ok ? 0 : 1);
    });
}

async function tell(
  result: PlanResult,
  flags: Flags,
  typed: { folder: string | undefined; output: string | undefined },
  output: Output,
): Promise<void> {
  if (output.json) return;
  const { changes, fields } = result;
  const source = result.documents.join(', ') || 'no document: defaults and options';
  output.answer(`${result.services.join(', ')}  from ${source}`);
  if (changes.length > 0) {
    const { fieldLabel } = await import('../app/generate/field-label.ts');
    for (const line of changeLines(changes, screenOf(output), fieldLabel)) output.answer(line);
    await tellDiffs(changes, flags.diff, output);
  }
  output.problems(result.problems, result.ok ? undefined : 'generate will write nothing');
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

export const screenOf = (output: Output): Screen => ({
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  utf8: output.glyphs.arrow === '→',
});

/** What is quickly read; more is printed when it is asked for. */
const fewLines = 80;

/** With --diff everything; on a terminal, unless --no-diff is given, what changed, as far as it is quickly read. */
export async function tellDiffs(
  changes: readonly FileChange[],
  asked: boolean | undefined,
  output: Output,
): Promise<void> {
  if (asked === false || !(asked ?? process.stdout.isTTY)) return;
  const { diffLines } = await import('./diff.ts');
  const isShown = ({ action }: FileChange) => asked === true || action === 'changed' || action === 'merged';
  const texts = changes
    .filter(isShown)
    .map(({ path, before = '', after = '' }) => diffLines({ path, before, after }, output.paint));
  const lines = texts.flat();
  if (lines.length === 0) return;
  const shown = asked ? lines : lines.slice(0, fewLines);
  output.answer('');
  for (const line of shown) output.answer(line);
  if (shown.length < lines.length)
    output.answer(output.paint.dim(`${lines.length - shown.length} more lines: --diff shows them`));
  output.answer('');
}

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
