import type { Command } from 'commander';
import type { EjectResult } from '../app/generate/eject.ts';
import { failure, shellWord } from '../errors/index.ts';
import { plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { collect } from './document-flags.ts';
import { commands } from './names.ts';
import type { Output } from './output.ts';
import { visible } from './visible.ts';

interface Flags {
  family?: string[];
  yes?: boolean;
  dryRun?: boolean;
}

export function register(program: Command, { output }: Context): Command {
  return program
    .command('eject')
    .summary('leave the generated files to the team, as plain files')
    .description(
      'Forgets which files were generated: they stay as they are, byte for byte, and are yours. Says what in the project still calls devops-flow.',
    )
    .argument('[folder]', 'a folder of the project', '.')
    .option('--family <name>', 'only this family; may be given again', collect)
    .option('--dry-run', 'say what would be ejected and what calls devops-flow; change nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow eject --dry-run\n  devops-flow eject --family kubernetes --yes',
    )
    .action(async (folder: string, flags: Flags) => {
      const { eject } = await import('../app/generate/eject.ts');
      const request = { workingFolder: process.cwd(), folder, families: flags.family ?? [], commands };
      const seen = await eject({ ...request, mode: 'dry-run' });
      if (flags.dryRun) {
        tell(seen, folder, output);
        output.document({ problems: seen.problems, ...seen.fields });
        return;
      }
      if (!flags.yes) await confirm(seen, output);
      const result = await eject({ ...request, mode: 'write' });
      tell(result, folder, output);
      output.document({ problems: result.problems, ...result.fields });
    });
}

/** @throws Failure `eject-unconfirmed` without a terminal, or for any answer but yes */
async function confirm({ fields }: EjectResult, output: Output): Promise<void> {
  const refused = failure('eject-unconfirmed', { files: fields.files.length });
  if (output.json || !process.stdin.isTTY || !process.stderr.isTTY) throw refused;
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `Eject ${plural(fields.files.length, 'file')} of ${fields.families.join(', ')}? devops-flow will not care for them any more. [y/N] `,
    );
    if (!/^y(?:es)?$/i.test(answer.trim())) throw refused;
  } finally {
    terminal.close();
  }
}

function tell({ fields, problems }: EjectResult, folder: string, output: Output): void {
  const { files, families, calls, dryRun, scanned } = fields;
  output.answer(
    `${dryRun ? 'would eject' : 'ejected'} ${plural(files.length, 'file')} of ${families.join(', ') || 'no family'}: ${dryRun ? 'they would be' : 'they are'} yours, unchanged`,
  );
  if (calls.length === 0) output.answer(`nothing calls devops-flow (${plural(scanned, 'file')} searched)`);
  else {
    output.answer(`still calls devops-flow (${plural(scanned, 'file')} searched):`);
    for (const { file, line, text } of calls) output.answer(`  ${visible(file)}:${line}   ${visible(text)}`);
  }
  output.problems(problems);
  if (dryRun) return;
  output.answer(
    'next: take these families out of `outputs:` in devops-flow.yaml, or generate makes them its own again',
  );
  const generate = ['devops-flow generate', ...(folder === '.' ? [] : [shellWord(folder)])].join(' ');
  output.answer(`undo: \`${generate}\` takes a file over again while it is what it generates`);
}
