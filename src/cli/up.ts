import type { Command } from 'commander';
import type { UpHeadline } from '../app/deliver/up.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, onInterrupt, portNumber } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint, type Where } from './hints.ts';
import type { Output } from './output.ts';

interface Flags {
  env: string;
  source?: string;
  as?: string;
  name?: string;
  port?: number;
  approve?: boolean;
}

export function register(program: Command, { output, exit, self }: Context): Command {
  return program
    .command('up')
    .summary('run the service here, or replace the version that runs')
    .description(
      'Copies what runs to an immutable release, starts it under a supervisor behind the router, and switches the traffic to it without losing a request. A version that turns out bad is rolled back by itself (exit code 1).',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option(
      '--source <folder>',
      'the folder to run, relative to the project (default: the source that the documents name)',
    )
    .option('--name <service>', 'which service, where the documents describe several')
    .option('--as <name>', 'what to call this version (default: the version in the documents)')
    .option('--port <number>', 'where the router listens (default: the port of the service)', portNumber)
    .option('--approve', 'say yes where the documents ask for an approval')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow up examples/orders\n  devops-flow up examples/orders --source v2 --as v2',
    )
    .action(async (folder: string, flags: Flags) => {
      const { up } = await import('../app/deliver/up.ts');
      const story = deployStory(output);
      const where = { folder, environment: flags.env };
      output.about(where);
      const problems = deployProblems();
      const result = await up({
        folder,
        environment: flags.env,
        self,
        interrupt: onInterrupt(output, hint('recover', where)),
        ...(flags.source === undefined ? {} : { source: flags.source }),
        ...(flags.as === undefined ? {} : { version: flags.as }),
        ...(flags.name === undefined ? {} : { name: flags.name }),
        ...(flags.port === undefined ? {} : { port: flags.port }),
        ...(flags.approve ? { approve: true } : {}),
        recovering: deploy => output.say(`the deploy of ${deploy.version} was cut off; finishing it first`),
        begin: facts => {
          problems.begin();
          headline(output, facts);
        },
        watcher: { ...story, startFailure: problems.note },
      });
      const errors = problems.of(result.deploy, result);
      const ok = errors.length === 0;
      const found = [...errors, ...result.warnings];
      if (ok) output.problems(found);
      if (result.deploy) story.tell(result.deploy, { problems: ok ? [] : found });
      else output.answer(`    release ${result.release.id.slice(0, 4)}: nothing to do`);
      if (ok) output.answer(`    ${next(where, result.deploy)}`);
      output.document({
        problems: found,
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
  output.answer(`${paint.bold(facts.version)}  ${facts.how}`);
}

function next(where: Where, deploy: Deploy | null): string {
  const undo = deploy?.previous == null ? '' : `undo: ${hint('rollback', where)}      `;
  return `${undo}stop: ${hint('down', where)}`;
}
