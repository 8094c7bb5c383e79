import type { Command } from 'commander';
import type { Context } from './command.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('schema')
    .summary('the JSON Schema of devops-flow.yaml, or of what a command prints with --json')
    .description(
      'Prints the JSON Schema (draft 2020-12) of devops-flow.yaml, or of the document that a command prints with --json.',
    )
    .argument('[command]', 'a command; without it, the schema is that of devops-flow.yaml')
    .option('--list', 'list the commands that have a schema')
    .option('--json', 'print the list as one JSON document (a schema is JSON as it is)')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow schema > devops-flow.schema.json\n  devops-flow schema generate > generate.schema.json',
    )
    .action(async (command: string | undefined, flags: { list?: boolean }) => {
      const { documentSchema, jsonSchema, schemaNames } = await import('../app/schema.ts');
      if (flags.list) {
        for (const name of schemaNames) output.answer(name);
        output.document({ problems: [], commands: schemaNames });
        return;
      }
      const schema = command === undefined ? documentSchema() : jsonSchema(command);
      process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    });
}
