import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { RunResult, Watcher } from '../app/pipeline/run.ts';
import type { PipelineFields } from '../app/schemas/pipeline.ts';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { chosenBy, type GenerateFlags, projectFlags } from './generate-flags.ts';
import type { Output } from './output.ts';
import { programPath } from './pasteable.ts';

type JobResult = PipelineFields['jobs'][number];

export function register(program: Command, context: Context): Command {
  const pipeline = program
    .command('pipeline')
    .summary('carry the pipeline out on this machine')
    .addHelpText('after', '\nExample:\n  devops-flow pipeline run');
  registerRun(pipeline, context);
  return pipeline;
}

function registerRun(pipeline: Command, { output, exit }: Context): void {
  projectFlags(pipeline.command('run'))
    .description(
      'Runs the jobs of the pipeline here: lint, types, tests, audit and scans in checkouts of their own, the image where a Docker Engine answers, and the deploy to local. Nothing is pushed, and no other environment is touched. What needs something that is not here is said to be not exercised.',
    )
    .argument('[job]', 'a stage (verify, build, deliver) or a job; everything without it')
    .option('--folder <folder>', 'project folder (default: .)')
    .option('--output <folder>', 'the folder that was generated into (default: the project folder)')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow pipeline run\n  devops-flow pipeline run verify --folder examples/orders\n  devops-flow pipeline run test',
    )
    .action(async (only: string | undefined, flags: GenerateFlags & { folder?: string; output?: string }) => {
      const { runPipeline } = await import('../app/pipeline/run.ts');
      const stop = new AbortController();
      const interrupt = () => stop.abort();
      process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
      const result = await runPipeline({
        workingFolder: process.cwd(),
        documents: documentsOf(flags, flags.folder),
        ...chosenBy(flags),
        only,
        env: process.env,
        program: programPath(process.argv),
        id: new Date().toISOString().replaceAll(/[:.]/g, '-'),
        signal: stop.signal,
        watch: watcher(output),
      }).finally(() => process.off('SIGINT', interrupt).off('SIGTERM', interrupt));
      summary(result, output);
      output.document({ problems: result.problems, ...result.fields });
      exit(stop.signal.aborted ? 130 : result.ok ? 0 : 1);
    });
}

/** One line for each job that has ended; what runs stands below, drawn again. */
function watcher(output: Output): Watcher {
  const running = new Map<string, string>();
  const draw = () => {
    if (!output.live.on) return;
    const shown = [...running].map(([job, step]) => (step === '' ? job : `${job}: ${step}`));
    if (shown.length > 0) output.live.show(output.paint.dim(`  ${shown.join('   ')}`));
    else output.live.clear();
  };
  return {
    started: title => {
      running.set(title, '');
      draw();
    },
    step: (title, name) => {
      running.set(title, name);
      draw();
    },
    ended: result => {
      running.delete(result.title);
      output.live.clear();
      output.answer(jobLine(result, output));
      if (result.outcome === 'failed')
        for (const line of lastLines(result.log)) output.answer(`      ${line}`);
      draw();
    },
  };
}

function jobLine({ title, outcome, seconds, reason }: JobResult, { paint, glyphs }: Output): string {
  const time = `${seconds.toFixed(1)} s`;
  if (outcome === 'passed') return `  ${paint.green(glyphs.yes)} ${title}  ${paint.dim(time)}`;
  if (outcome === 'failed') return `  ${paint.red(glyphs.no)} ${title}  ${paint.dim(time)}  ${reason ?? ''}`;
  return paint.dim(`  - ${title}  ${outcome === 'not-run' ? 'not run' : `not exercised: ${reason ?? ''}`}`);
}

function lastLines(log: string | undefined): readonly string[] {
  if (log === undefined) return [];
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20);
  } catch {
    return [];
  }
}

function summary({ fields: { jobs } }: RunResult, output: Output): void {
  for (const job of jobs.filter(({ outcome }) => outcome === 'not-run')) output.answer(jobLine(job, output));
  const count = (outcome: JobResult['outcome']) => jobs.filter(job => job.outcome === outcome).length;
  const parts = [
    `${count('passed')} passed`,
    `${count('failed')} failed`,
    ...(count('not-exercised') > 0 ? [`${count('not-exercised')} not exercised`] : []),
    ...(count('not-run') > 0 ? [`${count('not-run')} not run`] : []),
  ];
  const log = jobs.find(job => job.log !== undefined)?.log;
  output.answer(parts.join(', '));
  if (log !== undefined) output.say(output.paint.dim(`logs in ${log.slice(0, log.lastIndexOf('/'))}`));
}
