import type { Command } from 'commander';
import type { CheckResult } from '../app/generate/check.ts';
import { failure } from '../errors/index.ts';
import { plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { names } from './format.ts';
import { chosenBy, familyFlags, type GenerateFlags, projectFlags } from './generate-flags.ts';
import type { Output } from './output.ts';
import { printProblems } from './problems.ts';

declare const DEVOPS_FLOW_VERSION: string;

interface Flags extends GenerateFlags {
  strict?: boolean;
  /** true: to stdout. */
  sarif?: string | true;
}

export function register(program: Command, { output, exit }: Context): Command {
  return familyFlags(projectFlags(program.command('check')))
    .summary('all problems of documents and generated files, with place, reason and remedy')
    .description(
      'Reads the documents, makes all files in memory, checks them and those that the team wrote, and compares them with what lies in the project. Writes nothing. Ends with 0, with 1 when there is an error, with 2 under --strict when there is a warning.',
    )
    .option('--strict', 'end with 2 when there is a warning')
    .option(
      '--sarif [file]',
      'write the problems as SARIF 2.1.0, for code scanning; without a file to stdout',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow check examples/orders\n  devops-flow check --strict --sarif devops-flow.sarif',
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      if (flags.sarif === true && output.json)
        throw failure(
          'usage',
          { text: '--json and --sarif both want stdout; give --sarif a file' },
          { exitCode: 64 },
        );
      const { check } = await import('../app/generate/check.ts');
      const result = await check({
        workingFolder: process.cwd(),
        documents: documentsOf(flags, folder),
        ...chosenBy(flags),
        ownFolder: false,
      });
      if (flags.sarif !== undefined) await writeSarif(result, flags.sarif);
      if (flags.sarif !== true) tell(result, output);
      const sarif = typeof flags.sarif === 'string' ? { sarif: flags.sarif } : {};
      output.document({ problems: result.problems, ...result.fields, ...sarif });
      const warned = result.problems.some(({ severity }) => severity === 'warning');
      exit(!result.ok ? 1 : flags.strict && warned ? 2 : 0);
    });
}

/** Problems are the answer of this command, so they go to stdout. */
function tell({ problems, services, fields }: CheckResult, output: Output): void {
  const text = printProblems(problems, output.paint);
  if (text !== '') output.answer(text.trimEnd());
  else
    output.answer(
      `${output.paint.green(output.glyphs.yes)} ${names(services)}: ${plural(fields.documents.length, 'document')} and ${plural(fields.files, 'file')} checked, no problem`,
    );
}

async function writeSarif(result: CheckResult, to: string | true): Promise<void> {
  const { sarifLog } = await import('../app/generate/sarif.ts');
  const { isJsonWith, putFile } = await import('../app/generate/put-file.ts');
  const log = sarifLog({
    problems: result.problems,
    documents: result.documents,
    workingFolder: process.cwd(),
    version: typeof DEVOPS_FLOW_VERSION === 'string' ? DEVOPS_FLOW_VERSION : undefined,
  });
  const text = `${JSON.stringify(log, null, 2)}\n`;
  if (to === true) process.stdout.write(text);
  else
    putFile({
      file: to,
      text,
      what: 'a SARIF log',
      isOurs: before => isJsonWith(before, { version: '2.1.0' }),
    });
}
