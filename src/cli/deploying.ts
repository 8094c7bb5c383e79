import type { UpHeadline } from '../app/deliver/up.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { StrategyName } from '../model/service.ts';
import type { Context } from './command.ts';
import { onInterrupt } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint, type Where } from './hints.ts';
import type { Output } from './output.ts';

export interface DeployFlags {
  readonly env: string;
  readonly source?: string;
  readonly as?: string;
  readonly name?: readonly string[];
  readonly port?: number;
  readonly approve?: boolean;
  readonly strategy?: StrategyName;
  readonly supersede?: boolean;
  readonly whenOpen?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly why?: boolean;
}

/** Carries a deploy out and tells it: what `up` and `deploy` do. */
export async function deployAction(
  { output, exit, self }: Context,
  folder: string,
  flags: DeployFlags,
): Promise<void> {
  const where = { folder, environment: flags.env };
  output.about(where);
  if (flags.dryRun) return showDryRun(output, where, flags);
  const { up } = await import('../app/deliver/up.ts');
  const story = deployStory(output, where);
  const problems = deployProblems();
  const result = await up({
    folder,
    environment: flags.env,
    self,
    interrupt: onInterrupt(output, hint('recover', where)),
    ...(flags.source === undefined ? {} : { source: flags.source }),
    ...(flags.as === undefined ? {} : { version: flags.as }),
    ...(flags.name === undefined ? {} : { names: flags.name }),
    ...(flags.strategy === undefined ? {} : { strategy: flags.strategy }),
    ...(flags.supersede ? { supersede: true } : {}),
    ...(flags.whenOpen ? { whenOpen: true } : {}),
    ...(flags.detach ? { detach: true } : {}),
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
  else if (result.detached !== null)
    output.answer(`    it goes on without this command; how far it is: ${hint('status', where)}`);
  else output.answer(`    release ${result.release.id.slice(0, 4)}: nothing to do`);
  if (flags.why || !ok) sayWhy(output, where, result.deploy, flags.why);
  if (ok) output.answer(`    ${next(where, result.deploy)}`);
  output.document({
    problems: found,
    deploy: result.deploy,
    detached: result.detached,
    recovered: result.recovered,
    release: result.release,
    url: result.url,
    firstError: result.firstError,
    stages: [],
  });
  if (!ok) exit(1);
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

/** The figures of each criterion, or how to see them. */
function sayWhy(output: Output, where: Where, deploy: Deploy | null, asked = false): void {
  if (!deploy || deploy.details.length === 0) return;
  if (asked) for (const line of deploy.details) output.answer(`      ${line}`);
  else output.say(`the figures of each criterion: ${hint('history', where, '--limit', '1', '--why')}`);
}

async function showDryRun(output: Output, where: Where, flags: DeployFlags): Promise<void> {
  const { dryRun } = await import('../app/deliver/dry-run.ts');
  const { paint, glyphs } = output;
  const { service, environment, version, strategy, stages, deadlineMs } = await dryRun({
    ...where,
    ...(flags.as === undefined ? {} : { version: flags.as }),
    ...(flags.name === undefined ? {} : { names: flags.name }),
    ...(flags.strategy === undefined ? {} : { strategy: flags.strategy }),
  });
  output.answer(`${paint.bold(service)} ${glyphs.arrow} ${environment}, this machine`);
  output.answer(
    `${paint.bold(version)}  ${strategy}, ${Math.round(deadlineMs / 1000)} s at most; nothing was changed`,
  );
  for (const [i, line] of stages.entries()) output.answer(`  ${String(i + 1).padStart(2)}  ${line}`);
  output.document({
    problems: [],
    deploy: null,
    detached: null,
    recovered: null,
    release: { id: null, version },
    url: null,
    firstError: null,
    stages,
  });
}
