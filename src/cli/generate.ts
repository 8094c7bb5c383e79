import type { Command, Option } from 'commander';
import type { DocumentChoice } from '../app/generate/documents/document-choice.ts';
import type { GenerateResult } from '../app/generate/generate.ts';
import { failure, shellWord } from '../errors/index.ts';
import { plural, signOf } from './change-lines.ts';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { names, table } from './format.ts';
import {
  chosenBy,
  conflictsOf,
  conflictsOption,
  familyFlags,
  type GenerateFlags as ProjectFlags,
  projectFlags,
} from './generate-flags.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';
import { tellProblems } from './team-findings.ts';
import { visible } from './visible.ts';

export interface GenerateFlags extends ProjectFlags {
  dryRun?: boolean;
  check?: boolean;
}

interface Flags extends GenerateFlags {
  plan?: string;
}

export function register(program: Command, { output, exit }: Context): Command {
  return familyFlags(generateFlags(program.command('generate')))
    .summary('generate everything from the documents')
    .description(
      'Reads the documents of a service and writes container image, Kubernetes manifests, scripts and pipeline, each family in its own folder. What was edited by hand is left; what is not ours is never overwritten.',
    )
    .option('--plan <file>', 'do exactly what this plan says (plan --save made it); no document is read')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow generate examples/orders --output out\n  devops-flow generate --req docs/07_REQ/REQ-01.md --spec docs/09_SPEC/SPEC-01.yaml --output out\n  devops-flow generate examples/orders --output out --plan orders.plan.json',
    )
    .action((folder: string | undefined, flags: Flags) =>
      flags.plan === undefined
        ? runGenerate(flags, { ownFolder: false, documents: documentsOf(flags, folder) }, output, exit)
        : runPlan(flags.plan, folder, flags, output, exit),
    );
}

/** The flags that all generate commands share. */
export function generateFlags(command: Command, type?: Option): Command {
  return projectFlags(command, type)
    .addOption(conflictsOption())
    .option('--dry-run', 'print what would be written, and write nothing')
    .option('--check', 'write nothing; exit with 2 when files are not up to date')
    .option('--json', 'print one JSON document');
}

export async function runGenerate(
  flags: GenerateFlags,
  where: { readonly ownFolder: boolean; readonly documents: DocumentChoice },
  output: Output,
  exit: (code: number) => void,
): Promise<void> {
  const { generate } = await import('../app/generate/generate.ts');
  const result = await generate({
    workingFolder: process.cwd(),
    documents: where.documents,
    ...chosenBy(flags),
    ...given({ conflicts: conflictsOf(flags) }),
    ownFolder: where.ownFolder,
    mode: flags.check ? 'check' : flags.dryRun ? 'dry-run' : 'write',
  });
  // Of the whole process; `performance` would load a module for it.
  const ms = Math.round(process.uptime() * 1000);
  tell(result, ms, output, unusedQuestion(where.documents, flags.family));
  output.document({ problems: result.problems, ...result.fields, ms });
  exit(!result.ok ? 1 : flags.check && result.stale ? 2 : 0);
}

/** Everything else was decided when the plan was made: a flag that says it again would not be heard. */
async function runPlan(
  file: string,
  folder: string | undefined,
  flags: Flags,
  output: Output,
  exit: (code: number) => void,
): Promise<void> {
  const { plan: _, output: place, json: __, ...others } = flags as Flags & { json?: boolean };
  const [unheard] = Object.keys(others);
  if (unheard !== undefined)
    throw failure(
      'usage',
      { text: `--plan decides everything; it does not go with --${dashed(unheard)}` },
      { exitCode: 64 },
    );
  const { applyPlanFile } = await import('../app/generate/saved-plan.ts');
  const result = await applyPlanFile({
    workingFolder: process.cwd(),
    file,
    folder: folder ?? '.',
    output: place,
  });
  const ms = Math.round(process.uptime() * 1000);
  tell({ ...result, documents: [file], services: ['plan'], stale: false, yours: [] }, ms, output);
  output.document({ problems: result.problems, ...result.fields, ms });
  exit(result.ok ? 0 : 1);
}

const dashed = (name: string) => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

function tell(result: GenerateResult, ms: number, output: Output, question?: string): void {
  const { paint, glyphs } = output;
  const { fields } = result;
  const source = result.documents.length > 0 ? names(result.documents) : 'no document: defaults and options';
  output.answer(`${names(result.services)}  from ${source}`);
  if (fields.dryRun) for (const line of planLines(result, glyphs.arrow === '→')) output.answer(line);
  tellProblems(result, result.ok && !fields.dryRun ? undefined : 'nothing was written', output);
  if (fields.unused.length > 0)
    output.say(
      paint.dim(
        `${unusedWords(fields.unused.length)} in none of these files${question ? `: ${question}` : ''}`,
      ),
    );
  if (!result.ok) return;
  output.answer(
    `  ${paint.green(glyphs.yes)} ${plural(fields.files, 'file')} in ${result.output}, ${(ms / 1000).toFixed(2)} s: ${summary(result)}`,
  );
}

/** One line a file, in columns as `plan` has them. */
function planLines({ plan }: GenerateResult, utf8: boolean): string[] {
  const shown = plan.filter(({ action }) => action !== 'unchanged');
  const rows = shown.map(({ action, path }) => [`${signOf(action, utf8)} ${visible(path)}`, action]);
  return table(rows).map(line => `  ${line}`);
}

/** "3 new, 1 changed, 20 unchanged": what happened, or would. */
function summary({ plan, fields }: GenerateResult): string {
  const words = {
    created: 'new',
    changed: 'changed',
    unchanged: 'unchanged',
    merged: 'merged with your edits',
    conflicting: 'in conflict',
    kept: 'kept',
    removed: 'removed',
    refused: 'refused',
  } as const;
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap(action => {
    const n = plan.filter(file => file.action === action).length;
    return n === 0 ? [] : [`${n} ${words[action]}`];
  });
  return `${parts.join(', ') || 'nothing to do'}${fields.dryRun ? ' (nothing was written)' : ''}`;
}

const option = (name: string, values: readonly string[]): readonly string[] =>
  values.flatMap(value => [`--${name}`, shellWord(value)]);

/** What lists the same fields: about the same documents and families. */
function unusedQuestion(
  { folder = '.', ...named }: DocumentChoice,
  families: readonly string[] = [],
): string {
  return [
    'devops-flow explain --unused',
    ...option('folder', folder === '.' ? [] : [folder]),
    ...Object.entries(named).flatMap(([kind, files]) => option(kind, files)),
    ...option('family', families),
  ].join(' ');
}

const unusedWords = (n: number): string =>
  n === 1 ? '1 field of the documents shows' : `${n} fields of the documents show`;
