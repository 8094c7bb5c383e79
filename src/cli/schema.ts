import type { Command } from 'commander';
import type { Context } from './command.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('schema')
    .summary('the JSON Schema of what a command prints with --json')
    .description('Prints the JSON Schema (draft 2020-12) of the document that a command prints with --json.')
    .argument('[command]', 'a command; without it, the commands that have a schema are listed')
    .option('--json', 'print the list as one JSON document (a schema is JSON as it is)')
    .addHelpText('after', '\nExample:\n  devops-flow schema generate > generate.schema.json')
    .action(async (command: string | undefined) => {
      const { jsonSchema, schemaNames } = await import('../app/schema.ts');
      if (command === undefined) {
        for (const name of schemaNames) output.answer(name);
        output.document({ problems: [], commands: schemaNames });
        return;
      }
      process.stdout.write(`${JSON.stringify(jsonSchema(command), null, 2)}\n`);
    });
}
