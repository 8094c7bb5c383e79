import type { Command } from 'commander';
import type { ExplainAnswer, ExplainedField, ExplainResult } from '../app/generate/explain/explain.ts';
import type { Context } from './command.ts';
import { collect, type DocumentFlags, documentFlags, namedBy } from './document-flags.ts';
import { table } from './format.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';
import { visible } from './visible.ts';

interface Flags extends DocumentFlags {
  folder?: string;
  unused?: boolean;
  family?: string[];
}

export function register(program: Command, { output }: Context): Command {
  return documentFlags(program.command('explain'))
    .summary('where a value comes from')
    .description(
      'Says which field a line of a generated file shows, and which line of which document, which option or which default decided it. A field is explained from the documents of the folder, as `up` reads them; where it has none, from those of the last generate.',
    )
    .argument('[question]', 'FILE:LINE of a generated file, or a field such as service.port')
    .option(
      '--folder <folder>',
      'project folder whose documents are found by themselves; the working folder unless given',
    )
    .option('--unused', 'fields of the documents that show in no generated file')
    .option(
      '--family <name>',
      'with --unused: what shows in no file of this family; may be given again',
      collect,
    )
    .option('--json', 'print one JSON document: the whole project and where each field came from')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow explain k8s/deployment.yaml:42\n  devops-flow explain service.port',
    )
    .action(async (question: string | undefined, flags: Flags) => {
      const { explain } = await import('../app/generate/explain/explain.ts');
      const result = await explain({
        workingFolder: process.cwd(),
        question,
        unused: flags.unused ?? false,
        families: flags.family ?? [],
        documents: { ...namedBy(flags), ...given({ folder: flags.folder }) },
        options: {},
        wantsAll: output.json,
      });
      tell(result, output);
      output.document({ problems: result.problems, ...result.fields });
    });
}

function tell({ answer, unused, families = [], problems }: ExplainResult, output: Output): void {
  if (answer) tellAnswer(answer, output);
  if (unused) {
    const rows = unused.map(({ field, at, families: without }) => [
      field,
      `<- ${at.file}:${at.line}`,
      ...(without.length < families.length
        ? [`not in ${without.join(', ')}, whose files cannot say it`]
        : []),
    ]);
    for (const line of table(rows)) output.answer(line);
    if (unused.length === 0) output.answer('every field of the documents shows in a generated file');
  }
  output.problems(problems.filter(({ severity }) => severity !== 'warning'));
}

const states: Readonly<Record<NonNullable<ExplainAnswer['state']>, string | undefined>> = {
  generated: undefined,
  edited: 'this line was edited by hand; generated it is:',
  'by-hand': 'this line was written by hand: nothing that is generated stands here',
  outdated: 'the documents have changed since this line was generated; run generate. Now it would show:',
};

function tellAnswer({ fields, state, generated }: ExplainAnswer, output: Output): void {
  const remark = state === undefined ? undefined : states[state];
  if (remark) output.answer(remark);
  if (generated) for (const line of editedLines(generated)) output.answer(line);
  for (const line of table(fields.map(row))) output.answer(line);
  if (fields.length === 0 && state !== 'by-hand')
    output.answer(
      `no value of the documents, options or defaults shows on ${generated ? 'it' : 'this line'}`,
    );
}

/** The generated line, with what of it was edited marked below. */
function editedLines({ text, from, to }: NonNullable<ExplainAnswer['generated']>): string[] {
  const mark = `${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))} edited here`;
  return [visible(text), mark].map(line => `    ${line}`);
}

function row(field: ExplainedField): string[] {
  return [`${field.label} ${printable(field.value)}`, `<- ${field.field}`, `<- ${origin(field)}`];
}

function origin({ at, option, default: reason }: ExplainedField): string {
  if (at) return `${at.file}:${at.line}`;
  return option === undefined ? `default: ${reason ?? 'none is known'}` : `option ${option}`;
}

/** Control characters of a document never reach the terminal. */
function printable(value: string | number | boolean): string {
  const text = String(value);
  return text === '' || /\p{Cc}/u.test(text) ? JSON.stringify(text) : text;
}
