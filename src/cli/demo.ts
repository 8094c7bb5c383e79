import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DemoWatcher } from '../app/demo.ts';
import type { DemoFields } from '../app/schemas/demo.ts';
import { count, shellWord } from '../errors/index.ts';
import type { Context } from './command.ts';
import { onInterrupt } from './delivery-options.ts';
import { deployStory } from './deploy-story.ts';
import { duration } from './format.ts';
import { hint } from './hints.ts';
import type { Output } from './output.ts';

export function register(program: Command, { output, exit, self }: Context): Command {
  return program
    .command('demo')
    .summary('the whole story on an example, in less than a minute')
    .description(
      'Generates the stack of examples/orders, runs it, replaces a version under load, survives a bad one.',
    )
    .option('--keep', 'leave the service running at the end')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow demo --keep')
    .action(async (flags: { keep?: boolean }) => {
      const { demo } = await import('../app/demo.ts');
      const result = await demo({
        home: resolve(self[1] ?? '', '..', '..'),
        workingFolder: process.cwd(),
        self,
        keep: flags.keep ?? false,
        interrupt: onInterrupt(output, 'devops-flow demo'),
        watcher: narrator(output),
      });
      closing(result.fields, output);
      output.problems(result.problems.filter(({ severity }) => severity !== 'note'));
      output.document({ problems: result.problems, ...result.fields });
      if (!result.ok) exit(1);
    });
}

function narrator(output: Output): DemoWatcher {
  const { paint, glyphs } = output;
  const yes = paint.green(glyphs.yes);
  const story = deployStory(output, { folder: '.', environment: 'local' });
  let first = true;
  return {
    generated: ({ documents, files, ms, folder }) => {
      output.about({ folder, environment: 'local' });
      output.answer(`${paint.bold('orders')}  from ${documents.map(shortName).join(', ')}`);
      output.answer(`  ${yes} ${files} files in ./${folder}, ${duration(ms)}`);
      output.answer('');
    },
    begin: (facts, note) => {
      if (first)
        output.answer(
          `${paint.bold(facts.service)} ${glyphs.arrow} ${facts.environment}, this machine, ${facts.url}`,
        );
      if (note) output.answer(`    ${note.message}`);
      if (!first) output.answer('');
      output.answer(`${paint.bold(facts.version)}  ${facts.how}`);
      first = false;
    },
    watch: story,
    loaded: rate => output.answer(`    load: ${rate} requests/s, one in five a POST, until the end`),
    deployed: (deploy, firstError) => story.tell(deploy, { firstError }),
    waiting: what => output.live.show(`    ${paint.dim(`${what} …`)}`),
  };
}

const shortName = (file: string): string => file.replace(/(\d\d)_[^/]*$/, '$1');

function closing(fields: DemoFields, output: Output): void {
  const { paint } = output;
  const { client, router, writes, exercised } = fields;
  output.live.clear();
  output.answer('');
  const others = router.others > 0 ? `, ${count(router.others)} of them not ours` : '';
  const lost = `Switching lost ${count(client.lost)} of ${count(client.requests)} requests.`;
  output.answer(paint.bold(client.lost === 0 ? paint.green(lost) : paint.red(lost)));
  output.answer(
    `    counted at the client; the router counted ${count(router.requests)}${others}; ${count(writes.storedOnce)} of ${count(writes.acknowledged)} acknowledged orders are stored exactly once`,
  );
  if (client.ownErrors > 0) {
    output.answer(
      `    v3 itself failed ${count(client.ownErrors)}; users would have seen those. A 5 % canary exposes fewer.`,
    );
  }
  output.answer(`    ran here      ${exercised.ran.join(', ')}`);
  output.answer(`    parsed only   ${exercised.parsed.join(', ')}        (no Docker or cluster used here)`);
  const made = exercised.made.map(({ family, files, of }) => `${files} of ${of} files of ${family}`);
  if (made.length > 0) output.answer(`    made only     ${made.join(', ')}`);
  output.answer('');
  for (const line of nextCommands(fields)) output.answer(line);
}

/** What to type next. */
function nextCommands({ kept, url, folder, worthExplaining }: DemoFields): string[] {
  const where = { folder, environment: 'local' };
  const history = hint('history', where);
  if (kept) {
    return [
      `Still running at ${url}`,
      `    look:  ${hint('status', where)}      ${history}`,
      `    stop:  ${hint('down', where)}`,
    ];
  }
  // With a colon it is no plain word of `shellWord`, and needs no quotes all the same.
  const line = worthExplaining.split(':').map(shellWord).join(':');
  return [
    `Look closer:   devops-flow explain ${line}      ${history}`,
    `By hand:       ${hint('up', where, '--source', 'v2', '--as', 'v2')}`,
  ];
}
