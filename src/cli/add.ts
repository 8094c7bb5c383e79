import type { Command } from 'commander';
import type { Context } from './command.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('add')
    .summary('add a family of files to the outputs of devops-flow.yaml')
    .description(
      'Puts a family into `outputs` of devops-flow.yaml, so that generate writes its files too. Comments, order and layout of the file stay as they are.',
    )
    .argument('<family...>', 'families of files, such as kubernetes')
    .option('--folder <folder>', 'the folder that holds devops-flow.yaml', '.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow add kubernetes')
    .action(async (families: string[], flags: { folder: string }) => {
      const { add } = await import('../app/generate/add.ts');
      const { fields, problems } = await add({
        workingFolder: process.cwd(),
        folder: flags.folder,
        families,
      });
      output.problems(problems);
      if (fields.added.length > 0)
        output.answer(
          `added  ${fields.added.join(', ')} to the outputs of ${fields.file}      next: devops-flow generate`,
        );
      output.document({ problems, ...fields });
    });
}
