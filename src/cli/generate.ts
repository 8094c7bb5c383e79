import type { Command } from 'commander';
import type { DocumentChoice } from '../app/generate/documents.ts';
import type { GenerateResult } from '../app/generate/generate.ts';
import type { Context } from './command.ts';
import { collect, type DocumentFlags, documentFlags, documentsOf } from './document-flags.ts';
import { given } from './given.ts';
import type { Output } from './output.ts';

export interface GenerateFlags extends DocumentFlags {
  family?: string[];
  output?: string;
  type?: string;
  name?: string;
  language?: string;
  port?: string;
  replicas?: string;
  deployStrategy?: string;
  dryRun?: boolean;
  check?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return generateFlags(program.command('generate'))
    .summary('generate everything from the documents')
    .description(
      'Reads the documents of a service and writes container image, Kubernetes manifests, scripts and pipeline, each family in\nits own folder. What was edited by hand is left; what is not ours is never overwritten.',
    )
    .argument(
      '[folder]',
      'project folder whose documents are found by themselves (default: . when none is named)',
    )
    .option('--output <folder>', 'the folder above those of the families (default: the project folder)')
    .option('--family <name>', 'only this family; may be given again', collect)
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow generate examples/orders --output out\n  devops-flow generate --req docs/07_REQ/REQ-01.md --spec docs/09_SPEC/SPEC-01.yaml --output out',
    )
    .action((folder: string | undefined, flags: GenerateFlags) =>
      runGenerate(flags, { ownFolder: false, documents: documentsOf(flags, folder) }, output, exit),
    );
}

/** The flags that all generate commands share. */
export function generateFlags(command: Command): Command {
  return documentFlags(command)
    .option('--type <product>', 'what runs the pipeline: github-actions')
    .option('--name <name>', 'name of the service')
    .option('--language <name>', 'language of the service')
    .option('--port <number>', 'port of the service')
    .option('--replicas <number>', 'instances in every environment')
    .option('--deploy-strategy <name>', 'strategy of every environment, such as blue-green')
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
    options: given({
      name: flags.name,
      language: flags.language,
      port: flags.port,
      replicas: flags.replicas,
      deployStrategy: flags.deployStrategy,
    }),
    type: flags.type,
    families: flags.family ?? [],
    output: flags.output,
    ownFolder: where.ownFolder,
    mode: flags.check ? 'check' : flags.dryRun ? 'dry-run' : 'write',
  });
  // Of the whole process; `performance` would load a module for it.
  const ms = Math.round(process.uptime() * 1000);
  tell(result, ms, output);
  output.document({ problems: result.problems, ...result.fields, ms });
  exit(!result.ok ? 1 : flags.check && result.stale ? 2 : 0);
}

const signs = {
  created: '+',
  changed: '~',
  unchanged: ' ',
  merged: '≈',
  conflicting: '!',
  kept: '=',
  removed: '-',
  refused: '!',
} as const;

function tell(result: GenerateResult, ms: number, output: Output): void {
  const { paint, glyphs } = output;
  const { fields } = result;
  const source =
    result.documents.length > 0 ? result.documents.join(', ') : 'no document: defaults and options';
  output.answer(`${result.services.join(', ')}  from ${source}`);
  if (fields.dryRun)
    for (const { action, path } of result.plan)
      if (action !== 'unchanged') output.answer(`  ${signs[action]} ${path}  ${action}`);
  output.problems(result.problems, result.ok && !fields.dryRun ? undefined : 'nothing was written');
  if (fields.unused.length > 0)
    output.say(
      paint.dim(`${unusedWords(fields.unused.length)} in none of these files: devops-flow explain --unused`),
    );
  if (!result.ok) return;
  output.answer(
    `  ${paint.green(glyphs.yes)} ${count(fields.files, 'file')} in ${result.output}, ${(ms / 1000).toFixed(2)} s: ${summary(result)}`,
  );
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

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

const unusedWords = (n: number): string =>
  n === 1 ? '1 field of the documents shows' : `${n} fields of the documents show`;
