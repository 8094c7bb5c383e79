import { type Command, Option } from 'commander';
import type { ResolveResult } from '../app/generate/resolve/resolve.ts';
import { failure } from '../errors/index.ts';
import type { Context } from './command.ts';
import type { Output } from './output.ts';

interface Flags {
  mine?: boolean;
  generated?: boolean;
  edit?: boolean;
}

export function register(program: Command, { output }: Context): Command {
  return program
    .command('resolve')
    .summary('settle the conflicts of one generated file')
    .description(
      'A part of a generated file that you edited and that is generated differently now is a conflict, and generate writes nothing. Says whose side counts there; all other changes of both sides hold. The text before is kept.',
    )
    .argument('<file>', 'a generated file')
    .addOption(new Option('--mine', 'your side of each part').conflicts(['generated', 'edit']))
    .addOption(new Option('--generated', 'the generated side of each part').conflicts(['mine', 'edit']))
    .addOption(
      new Option('--edit', 'both sides between markers, in the editor of VISUAL or EDITOR').conflicts([
        'mine',
        'generated',
      ]),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow resolve k8s/deployment.yaml --mine')
    .action(async (file: string, flags: Flags) => {
      const how = flags.mine ? 'mine' : flags.generated ? 'generated' : flags.edit ? 'edit' : undefined;
      if (how === undefined) throw failure('resolve-how', { file }, { exitCode: 64 });
      const { resolve } = await import('../app/generate/resolve/resolve.ts');
      const result = await resolve({
        workingFolder: process.cwd(),
        file,
        how,
        editor: process.env['VISUAL'] || process.env['EDITOR'],
        terminal: process.stdin.isTTY && process.stdout.isTTY,
      });
      tell(result, output);
      output.document({ problems: result.problems, ...result.fields });
    });
}

const sides = {
  mine: 'your side counts',
  generated: 'the generated side counts',
  edit: 'as you edited it',
} as const;

function tell({ fields, problems }: ResolveResult, output: Output): void {
  const { paint, glyphs } = output;
  output.problems(problems);
  if (fields.parts === 0) return;
  const parts = `${fields.parts} conflict${fields.parts === 1 ? '' : 's'}`;
  const text = fields.changed ? '' : ' The file is as it was.';
  output.answer(
    `  ${paint.green(glyphs.yes)} ${fields.file}: ${parts} settled, ${sides[fields.how]}.${text}`,
  );
  if (fields.undo !== undefined) output.answer(`    the text before: ${fields.saved}; undo: ${fields.undo}`);
}
