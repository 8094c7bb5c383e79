import { type Commands, commandsOf, type Dialect } from '../../../../model/pipeline/commands.ts';
import { isSayable } from '../../../../model/pipeline/losses.ts';
import type { Job, Pipeline, Step, Value, When } from '../../../../model/pipeline.ts';
import { plain, Traced } from '../../../../model/traced.ts';

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

/** `job`: whose output it is where the value names no other. */
export function valueOf(value: Value, job: string): string {
  if (typeof value === 'string' || value instanceof Traced) return `text ${plain(value)}`;
  if ('output' in value) return `output ${'job' in value ? value.job : job}/${value.output}`;
  if ('workspace' in value) return `workspace ${value.before ?? ''}${value.workspace}`;
  const [[kind, what] = []] = Object.entries(value).filter(([key]) => key !== 'optional');
  return `${kind} ${what}`;
}

function stepOf({ folder = '.', variables, commands }: Commands, step: Step, job: string): StepMeaning {
  const values = Object.entries(variables).map(([name, value]) => [name, valueOf(value, job)]);
  return {
    folder: plain(folder),
    variables: Object.fromEntries(values) as Record<string, string>,
    commands,
    always: step.kind === 'notify',
  };
}

/** What the neutral pipeline means, where steps are commands. `brings`: tools that nobody needs to fetch. */
export function meaningOf(
  pipeline: Pipeline,
  dialect: Dialect,
  brings: (job: Job) => boolean = () => false,
): readonly JobMeaning[] {
  return pipeline.jobs.filter(isSayable).map(job => {
    const isFetched = (step: Step) => step.kind !== 'tools' || !brings(job);
    return jobMeaning(job, stepsOf({ ...job, steps: job.steps.filter(isFetched) }, dialect));
  });
}

export function jobMeaning(job: Job, steps: readonly StepMeaning[]): JobMeaning {
  const toolchain = job.steps.find(step => step.kind === 'toolchain');
  return {
    id: plain(job.id),
    needs: job.needs.map(plain),
    when: whenOf(job.when),
    environment: job.approval === undefined ? job.environment && plain(job.environment) : undefined,
    approval: job.approval !== undefined,
    minutes: job.approval === undefined ? job.minutes : undefined,
    exclusive: job.exclusive && plain(job.exclusive),
    matrix: job.matrix?.values ?? [],
    cache: job.cache && `${job.cache.folder} by ${plain(job.cache.key)}`,
    artifacts: job.artifacts.map(({ path }) => plain(path)),
    secrets: secretsOf(steps),
    toolchain: toolchain && `${toolchain.language} ${plain(toolchain.version)}`,
    steps,
  };
}

/** The secrets that steps ask for, each once, those of what follows a failure too. */
export function secretsOf(steps: readonly StepMeaning[]): readonly string[] {
  const values = steps.flatMap(({ variables, rescue }) => [
    ...Object.values(variables),
    ...Object.values(rescue?.variables ?? {}),
  ]);
  const secrets = values.filter(value => value.startsWith('secret '));
  return [...new Set(secrets.map(value => value.slice('secret '.length)))];
}

/** The steps of a job that are commands. */
export function stepsOf(job: Job, dialect: Dialect): readonly StepMeaning[] {
  const id = plain(job.id);
  const all = job.steps.flatMap(step =>
    commandsOf(step, dialect).map(commands => ({ step, meaning: stepOf(commands, step, id) })),
  );
  return all.flatMap(({ step, meaning }) => {
    if (step.kind !== 'script') return [meaning];
    if (step.afterFailureOf !== undefined) return [];
    const rescue = all.find(({ step: other }) => other.kind === 'script' && other.afterFailureOf === step.id);
    return [rescue ? { ...meaning, rescue: rescue.meaning } : meaning];
  });
}
