import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { DemoResult, DemoWatcher } from '../app/demo.ts';
import { onInterrupt } from './delivery-options.ts';
import { deployStory } from './deploy-story.ts';
import { count, duration } from './format.ts';
import type { Output } from './output.ts';

export function register(
  program: Command,
  output: Output,
  exit: (code: number) => void,
  self: readonly string[],
): Command {
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
        interrupt: onInterrupt(output),
        watcher: narrator(output),
      });
      closing(result, output);
      const { ok, ...fields } = result;
      output.document({ ok, problems: [], ...fields });
      if (!ok) exit(1);
    });
}

function narrator(output: Output): DemoWatcher {
  const { paint, glyphs } = output;
  const yes = paint.green(glyphs.yes);
  const story = deployStory(output);
  let first = true;
  return {
    generated: ({ documents, files, ms, folder }) => {
      output.answer(`${paint.bold('orders')}  from ${documents.map(shortName).join(', ')}`);
      output.answer(`  ${yes} ${files} files in ./${folder}, ${duration(ms)}`);
      output.answer('      ran here      service, router, deploy, rollback');
      output.answer(
        '      parsed only   Dockerfile, kubernetes, scripts, workflow        (no Docker or cluster used here)',
      );
      output.answer('');
    },
    begin: facts => {
      if (first)
        output.answer(
          `${paint.bold(facts.service)} ${glyphs.arrow} ${facts.environment}, this machine, ${facts.url}`,
        );
      if (!first) output.answer('');
      output.answer(`${paint.bold(facts.version)}  blue-green`);
      first = false;
    },
    watch: story,
    loaded: rate => output.answer(`    load: ${rate} requests/s, one in five a POST, until the end`),
    deployed: (deploy, firstError) => story.tell(deploy, firstError),
    waiting: what => output.live.show(`    ${paint.dim(`${what} …`)}`),
  };
}

const shortName = (file: string): string => file.replace(/(\d\d)_[^/]*$/, '$1');

function closing(result: DemoResult, output: Output): void {
  const { paint, glyphs } = output;
  const { client, router, writes } = result;
  output.live.clear();
  output.answer('');
  const strangers = router.requests - client.requests;
  const others = strangers > 0 ? `, ${count(strangers)} of them not ours` : '';
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
  output.answer('');
  if (result.kept) {
    output.answer(`Still running at ${result.url}`);
    output.answer(`    look:  devops-flow status ${result.folder}      devops-flow history ${result.folder}`);
    output.answer(`    stop:  devops-flow down ${result.folder}`);
  } else {
    output.answer(
      `Look closer:   devops-flow explain ${result.worthExplaining}      devops-flow history ${result.folder}`,
    );
    output.answer(`By hand:       devops-flow up ${result.folder} --source v2 --as v2`);
  }
  if (!result.ok)
    output.answer(paint.red(`${glyphs.no} the story did not hold; the figures above say where`));
}
