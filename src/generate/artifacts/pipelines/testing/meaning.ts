import { type Commands, commandsOf, type Dialect } from '../../../../model/pipeline/commands.ts';
import { isSayable } from '../../../../model/pipeline/losses.ts';
import type { Job, Pipeline, Step, Value, When } from '../../../../model/pipeline.ts';
import { plain, type Text, Traced } from '../../../../model/traced.ts';

/** A step as it is understood, whoever says it. Values that are known only in a run stand as `secret NAME` and the like. */
export interface StepMeaning {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
  readonly always: boolean;
  /** What follows when this step fails. */
  readonly rescue?: StepMeaning;
}

/** A job as it is understood; what a product has no way to say is left out on both sides. */
export interface JobMeaning {
  readonly id: string;
  readonly needs: readonly string[];
  readonly when: string;
  readonly environment: string | undefined;
  readonly approval: boolean;
  readonly minutes: number | undefined;
  readonly exclusive: string | undefined;
  readonly matrix: readonly string[];
  readonly cache: string | undefined;
  readonly artifacts: readonly string[];
  readonly secrets: readonly string[];
  readonly toolchain: string | undefined;
  readonly steps: readonly StepMeaning[];
}

export const whenOf = (when: When): string =>
  when.on === 'asked' ? `asked ${plain(when.environment)}` : when.on;

const literalOf = (value: Text): string => plain(value);

export function valueOf(value: Value): string {
  if (typeof value === 'string' || value instanceof Traced) return `text ${literalOf(value)}`;
  const [[kind, what] = []] = Object.entries(value).filter(([key]) => key !== 'optional' && key !== 'before');
  if ('job' in value) return `output ${value.job}/${value.output}`;
  return 'before' in value && value.before !== undefined
    ? `${kind} ${value.before}${what}`
    : `${kind} ${what}`;
}

function stepOf(commands: Commands, step: Step, job: string): StepMeaning {
  const variables = Object.entries(commands.variables).map(([name, value]) => {
    const said = valueOf(value);
    return [
      name,
      said.startsWith('output ') && !said.includes('/') ? `output ${job}/${said.slice(7)}` : said,
    ];
  });
  return {
    folder: plain(commands.folder ?? '.'),
    variables: Object.fromEntries(variables) as Record<string, string>,
    commands: commands.commands,
    always: step.kind === 'notify',
  };
}

/** What the neutral pipeline means, where steps are commands. `brings`: tools that nobody needs to fetch. */
export function meaningOf(
  pipeline: Pipeline,
  dialect: Dialect,
  brings: (job: Job) => boolean = () => false,
): readonly JobMeaning[] {
  return pipeline.jobs.filter(isSayable).map(job => jobMeaning(job, stepsOf(job, dialect, brings(job))));
}

export function jobMeaning(job: Job, steps: readonly StepMeaning[]): JobMeaning {
  const toolchain = job.steps.find(step => step.kind === 'toolchain');
  const secrets = steps.flatMap(step =>
    [...Object.values(step.variables), ...Object.values(step.rescue?.variables ?? {})]
      .filter(value => value.startsWith('secret '))
      .map(value => value.slice('secret '.length)),
  );
  return {
    id: plain(job.id),
    needs: job.needs.map(literalOf),
    when: whenOf(job.when),
    environment: job.approval === undefined ? job.environment && plain(job.environment) : undefined,
    approval: job.approval !== undefined,
    minutes: job.approval === undefined ? job.minutes : undefined,
    exclusive: job.exclusive && plain(job.exclusive),
    matrix: job.matrix?.values ?? [],
    cache: job.cache && `${job.cache.folder} by ${plain(job.cache.key)}`,
    artifacts: job.artifacts.map(({ path }) => plain(path)),
    secrets: [...new Set(secrets)],
    toolchain: toolchain && `${toolchain.language} ${plain(toolchain.version)}`,
    steps,
  };
}

function stepsOf(job: Job, dialect: Dialect, bringsTools: boolean): readonly StepMeaning[] {
  const id = plain(job.id);
  const all = job.steps
    .filter(step => !(bringsTools && step.kind === 'tools'))
    .flatMap(step =>
      commandsOf(step, dialect).map(commands => ({ step, meaning: stepOf(commands, step, id) })),
    );
  return all.flatMap(({ step, meaning }) => {
    if (step.kind === 'script' && step.afterFailureOf !== undefined) return [];
    const rescue =
      step.kind === 'script' &&
      all.find(({ step: other }) => other.kind === 'script' && other.afterFailureOf === step.id);
    return [rescue ? { ...meaning, rescue: rescue.meaning } : meaning];
  });
}
