import type { Command } from 'commander';
import type { UpgradeResult } from '../app/generate/upgrade.ts';
import { changeLines, plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { conflictsOf, conflictsOption, type GenerateFlags } from './generate-flags.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';
import { screenOf, tellDiffs } from './plan-screen.ts';

interface Flags extends Pick<GenerateFlags, 'conflicts'> {
  plan?: boolean;
  diff?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return program
    .command('upgrade')
    .summary('make the generated files again with this version of devops-flow')
    .description(
      'Makes every generated file again from the documents and options that it was made of, and writes what this version makes differently, merged with what was edited by hand.',
    )
    .argument('[folder]', 'a folder of the project', '.')
    .option(
      '--plan',
      'show what this version would change, compared with what was last generated; write nothing',
    )
    .option('--diff', 'print all changes line by line')
    .option('--no-diff', 'print no changes line by line')
    .addOption(conflictsOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow upgrade --plan\n  devops-flow upgrade')
    .action(async (folder: string, flags: Flags) => {
      const { upgrade } = await import('../app/generate/upgrade.ts');
      const result = await upgrade({
        workingFolder: process.cwd(),
        folder,
        mode: flags.plan ? 'plan' : 'write',
        ...given({ conflicts: conflictsOf(flags) }),
      });
      await tell(result, flags, output);
      output.document({ problems: result.problems, ...result.fields });
      exit(result.ok ? 0 : 1);
    });
}

async function tell(result: UpgradeResult, flags: Flags, output: Output): Promise<void> {
  if (output.json) return;
  const { families, fields, ok } = result;
  const { fieldName } = await import('../app/generate/field-label.ts');
  for (const { family, output: folder, changes } of families) {
    output.answer(`${family}  in ${folder}${changes.length === 0 ? ': nothing would change' : ''}`);
    for (const line of changeLines(changes, screenOf(output), fieldName)) output.answer(line);
  }
  const changes = families.flatMap(family => family.changes);
  await tellDiffs(changes, flags.diff, output);
  output.problems(
    result.problems,
    ok ? undefined : fields.dryRun ? 'upgrade would write nothing' : 'nothing was written',
  );
  if (!ok) return;
  const done = [
    [fields.written.length, fields.dryRun ? 'to write' : 'written'],
    [fields.merged.length, fields.dryRun ? 'to merge with your edits' : 'merged with your edits'],
    [fields.removed.length, fields.dryRun ? 'to remove' : 'removed'],
    [fields.kept.length, 'kept'],
    [fields.unchanged.length, 'unchanged'],
  ] as const;
  const parts = done.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`]));
  output.answer(
    `  ${changes.length === 0 ? 'nothing changes' : plural(changes.length, 'file')}: ${parts.join(', ')}`,
  );
  if (!fields.dryRun && changes.length > 0)
    output.answer('  undo: take the files and .devops-flow/ back from version control');
}
