import type { Command } from 'commander';
import type { ValidateResult } from '../app/generate/validate/validate.ts';
import { plural } from './change-lines.ts';
import type { Context } from './command.ts';
import { collect, documentsOf } from './document-flags.ts';
import { names, table } from './format.ts';
import { chosenBy, familyFlags, type GenerateFlags, projectFlags } from './generate-flags.ts';
import type { Output } from './output.ts';
import { printProblems } from './problems.ts';

interface Flags extends GenerateFlags {
  tools?: boolean;
  tool?: string[];
  strict?: boolean;
}

export function register(program: Command, { output, exit }: Context): Command {
  return familyFlags(projectFlags(program.command('validate')))
    .summary('the generated files, checked by our rules and by real scanners')
    .description(
      'Checks the files as generate would leave them, with the edits of the team: by the rules of devops-flow and, with --tools, by hadolint, trivy, checkov, kubeconform, helm and the others of `devops-flow tools list`. Writes nothing. Ends with 0, with 1 when there is an error, with 2 under --strict when there is a warning.',
    )
    .option('--tools', 'run every real tool that reads one of the files')
    .option('--tool <name>', 'run this one; may be given again', collect)
    .option('--strict', 'end with 2 when there is a warning')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow validate examples/orders\n  devops-flow validate examples/orders --tool hadolint --tool shellcheck\n  devops-flow tools install && devops-flow validate --tools',
    )
    .action(async (folder: string | undefined, flags: Flags) => {
      const { validate } = await import('../app/generate/validate/validate.ts');
      const wanted = flags.tools ? 'all' : flags.tool;
      const result = await validate({
        workingFolder: process.cwd(),
        documents: documentsOf(flags, folder),
        ...chosenBy(flags),
        ownFolder: false,
        ...(wanted && { tools: wanted }),
        env: process.env,
        tell: (tool, files) => output.say(output.paint.dim(`${tool} reads ${plural(files, 'file')}`)),
      });
      tell(result, output);
      output.document({ problems: result.problems, ...result.fields, ok: result.ok });
      const all = [...result.problems, ...result.fields.findings];
      const warned = all.some(({ severity }) => severity === 'warning');
      exit(!result.ok ? 1 : flags.strict && warned ? 2 : 0);
    });
}

/** Findings are the answer of this command, so they go to stdout. */
function tell({ problems, fields, services, files, ok }: ValidateResult, output: Output): void {
  const { paint, glyphs } = output;
  const text = printProblems([...problems, ...fields.findings], paint);
  if (text !== '') output.answer(text.trimEnd());
  const rows = fields.tools
    .filter(({ files: read }) => read > 0)
    .map(({ name, version, files: read, findings, seconds }) => [
      findings === 0 ? glyphs.yes : glyphs.no,
      `${name} ${version}`,
      plural(read, 'file'),
      plural(findings, 'finding'),
      `${seconds.toFixed(1)} s`,
    ]);
  for (const row of table(rows)) output.answer(`  ${row}`);
  if (!ok) return;
  const suppressed =
    fields.suppressed.length > 0 ? `, ${plural(fields.suppressed.length, 'suppression')} with a reason` : '';
  output.answer(
    `${paint.green(glyphs.yes)} ${names(services)}: ${plural(files, 'file')} checked by ${plural(fields.rules, 'rule')}${suppressed}`,
  );
}
