import type { Command } from 'commander';
import type { UpHeadline } from '../app/up.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import { shellWord } from '../errors/index.ts';
import { environmentOption, folderArgument, onInterrupt, positive } from './delivery-options.ts';
import { deployStory } from './deploy-story.ts';
import type { Output } from './output.ts';
import { startFailureProblem } from './start-failure.ts';

interface Flags {
  env: string;
  source?: string;
  as?: string;
  port?: number;
  approve?: boolean;
}

export function register(
  program: Command,
  output: Output,
  exit: (code: number) => void,
  self: readonly string[],
): Command {
  return program
    .command('up')
    .summary('run the service here, or replace the version that runs')
    .description(
      'Copies what runs to an immutable release, starts it under a supervisor behind the router, and switches the\ntraffic to it without losing a request. A version that turns out bad is rolled back by itself (exit code 1).',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option(
      '--source <folder>',
      'the folder to run, relative to the project (default: implementation.source of the SPEC)',
    )
    .option('--as <name>', 'what to call this version (default: the version in the documents)')
    .option('--port <number>', 'where the router listens (default: the port of the service)', positive)
    .option('--approve', 'say yes where the documents ask for an approval')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow up examples/orders\n  devops-flow up examples/orders --source v2 --as v2',
    )
    .action(async (folder: string, flags: Flags) => {
      const { up } = await import('../app/up.ts');
      const story = deployStory(output);
      const starts = startFailureProblem(folder);
      const result = await up({
        folder,
        environment: flags.env,
        self,
        interrupt: onInterrupt(output),
        ...(flags.source === undefined ? {} : { source: flags.source }),
        ...(flags.as === undefined ? {} : { version: flags.as }),
        ...(flags.port === undefined ? {} : { port: flags.port }),
        ...(flags.approve ? { approve: true } : {}),
        recovering: deploy => output.say(`the deploy of ${deploy.version} was cut off; finishing it first`),
        begin: facts => headline(output, facts),
        watcher: { ...story, startFailure: starts.note },
      });
      const problems = [...result.warnings, ...starts.problems(result.deploy)];
      if (result.deploy) {
        story.tell(result.deploy, result.firstError);
        output.problems(
          starts.problems(result.deploy),
          result.deploy.serving ? 'what served before serves on' : 'nothing serves',
        );
      } else
        output.answer(
          `    ${result.release.version} (${result.release.id.slice(0, 4)}) serves already; nothing to do`,
        );
      const ok = result.deploy === null || result.deploy.outcome === 'promoted';
      if (ok) output.answer(`    ${next(folder, result.deploy)}`);
      output.document({
        ok,
        problems,
        deploy: result.deploy,
        recovered: result.recovered,
        release: result.release,
        url: result.url,
        firstError: result.firstError,
      });
      if (!ok) exit(1);
    });
}

/** The first line of every command that changes something: service, environment, machine. */
function headline(output: Output, facts: UpHeadline): void {
  const { paint, glyphs } = output;
  output.answer(
    `${paint.bold(facts.service)} ${glyphs.arrow} ${facts.environment}, this machine, ${facts.url}`,
  );
  output.answer(`${paint.bold(facts.version)}  blue-green`);
}

function next(folder: string, deploy: Deploy | null): string {
  const undo = deploy?.previous == null ? '' : `undo: devops-flow rollback ${shellWord(folder)}      `;
  return `${undo}stop: devops-flow down ${shellWord(folder)}`;
}
