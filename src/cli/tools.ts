import type { Command } from 'commander';
import type { ToolFields } from '../app/schemas/tools.ts';
import type { Context } from './command.ts';
import { table } from './format.ts';
import type { Output } from './output.ts';

export function register(program: Command, context: Context): Command {
  const tools = program
    .command('tools')
    .summary('the programs that check generated files: list or install them')
    .description(
      'The scanners and linters that try generated files, each in one version. A folder named by DEVOPS_FLOW_TOOLS is looked at first, then the cache (XDG_CACHE_HOME or ~/.cache); nothing is installed anywhere else.',
    )
    .addHelpText('after', '\nExample:\n  devops-flow tools install hadolint shellcheck');
  registerList(tools, context);
  registerInstall(tools, context);
  return tools;
}

function registerList(tools: Command, { output }: Context): void {
  tools
    .command('list')
    .description('Lists the tools: version, where each was found, where it comes from.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow tools list')
    .action(async () => {
      const { listTools } = await import('../app/tools.ts');
      const fields = listTools(process.env);
      answer(output, fields);
      output.document({ problems: [], ...fields });
    });
}

function registerInstall(tools: Command, { output, exit }: Context): void {
  tools
    .command('install')
    .description('Installs tools into the cache, each in its pinned version; what is here already stays.')
    .argument('[name...]', 'tools to install; all of them when none is named')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExamples:\n  devops-flow tools install\n  devops-flow tools install hadolint')
    .action(async (names: string[]) => {
      const { installTools } = await import('../app/tools.ts');
      const { problems, ...fields } = await installTools(names, process.env, ({ name, version, from }) =>
        output.say(`installing ${name} ${version} from ${from}`),
      );
      output.problems(problems);
      answer(output, fields);
      output.document({ problems, ...fields });
      if (problems.length > 0) exit(1);
    });
}

function answer(output: Output, { tools }: ToolFields): void {
  const { glyphs, paint } = output;
  const rows = tools.map(({ name, version, reads, path, from }) => [
    path === undefined ? glyphs.no : glyphs.yes,
    name,
    version,
    reads,
    path ?? `not here; from ${from}`,
  ]);
  for (const row of table(rows)) output.answer(row.startsWith(glyphs.no) ? paint.dim(row) : row);
}
