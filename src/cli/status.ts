import type { Command } from 'commander';
import type { ServiceStatus, StatusResult } from '../app/deliver/status.ts';
import { count, type Problem, problem } from '../errors/index.ts';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, serviceOption } from './delivery-options.ts';
import { copiesWords, outcomeWords } from './deploy-words.ts';
import { clockTime, duration, percent, table } from './format.ts';
import { hint, type Where } from './hints.ts';
import type { Output } from './output.ts';

export function register(program: Command, { output, exit }: Context): Command {
  return program
    .command('status')
    .summary('what serves now, and how well')
    .description('Shows release, health, traffic and the last deploys. Changes nothing.')
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--why', 'with the figures of a deploy that is under way')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow status examples/orders')
    .action(async (folder: string, flags: { env: string; name?: string; why?: boolean }) => {
      const { status } = await import('../app/deliver/status.ts');
      const where = { folder, environment: flags.env };
      output.about(where);
      const result = await status({ ...where, ...(flags.name === undefined ? {} : { name: flags.name }) });
      show(result, where, output);
      if (flags.why) for (const line of figuresOf(result)) output.answer(`    ${line}`);
      const problems = result.services.filter(({ health }) => health === 'down').map(down);
      output.problems(problems);
      output.document({ problems, ...result });
      if (problems.length > 0) exit(1);
    });
}

function down({ service, environment, url, instances }: ServiceStatus): Problem {
  const { ready, total } = instances;
  const ofInstances = total === 0 ? 'no instance runs' : `${ready} of ${total} instances are ready`;
  const sentence = url === null ? `no router runs, ${ofInstances}` : ofInstances;
  return problem('service-down', { service, environment, sentence });
}

/** Of the deploy that is under way, as far as they are known. */
function figuresOf({ inProgress }: StatusResult): readonly string[] {
  if (!inProgress) return [];
  const { details, mirrored } = inProgress;
  return [...details, ...(mirrored ? [copiesWords(mirrored)] : [])];
}

function show(result: StatusResult, where: Where, output: Output): void {
  const now = new Date();
  const head = ['SERVICE', 'ENV', 'RELEASE', 'HEALTH', 'INSTANCES', 'REQ/S', 'P99', 'ERRORS', 'SINCE'];
  const rows = result.services.map(service => [
    service.service,
    service.environment,
    service.version === null ? '-' : `${service.version} (${service.release?.slice(0, 4) ?? ''})`,
    service.health,
    `${service.instances.ready}/${service.instances.total}${service.instances.restarts > 0 ? ` (${service.instances.restarts} restart${service.instances.restarts === 1 ? '' : 's'})` : ''}`,
    count(service.requestsPerSecond),
    service.p99Ms === null ? '-' : duration(service.p99Ms),
    percent(service.errorRate),
    service.since === null ? '-' : clockTime(service.since, now),
  ]);
  for (const line of table([head, ...rows])) output.answer(line);
  if (result.deploys.length > 0) {
    const isSeveral = result.services.length > 1;
    const rows = result.deploys.map(deploy => [
      `  ${clockTime(deploy.endedAt, now)}`,
      ...(isSeveral ? [deploy.service] : []),
      deploy.version,
      outcomeWords(deploy),
      deploy.outcome === 'promoted' ? '' : shortened(deploy.reason),
    ]);
    output.answer('last deploys');
    for (const line of table(rows)) output.answer(line);
  }
  if (result.services.some(service => service.health !== 'down' && !service.supervised)) {
    output.answer(
      `the supervisor has died; what runs goes on, and this starts it again: ${hint('recover', where)}`,
    );
  }
  if (result.inProgress) output.answer(inProgress(result.inProgress, where));
}

type UnderWay = NonNullable<StatusResult['inProgress']>;

const longestReason = 90;

const shortened = (text: string): string =>
  text.length > longestReason ? `${text.slice(0, longestReason - 1)}…` : text;

function inProgress(deploy: UnderWay, where: Where): string {
  if (deploy.holder === null)
    return `the deploy of ${deploy.version} was cut off; this finishes or undoes it: ${hint('recover', where)}`;
  return [
    doing(deploy, deploy.holder, where),
    ...deploy.traffic.map(line => `  traffic: ${line}`),
    ...(deploy.preview.length > 0 ? [`  look at it first: ${deploy.preview.join('  ')}`] : []),
  ].join('\n');
}

function doing({ version, ask, isUndecided, state }: UnderWay, holder: number, where: Where): string {
  if (ask !== null && isUndecided)
    return `${version}: the figures decide nothing: ${ask}  ${hint('retry', where)}, or approve, or reject`;
  if (ask !== null) return `${version} asks: ${ask}?  ${hint('approve', where)}, or reject`;
  if (state === 'paused') return `${version} is paused: ${hint('resume', where)}, or abort`;
  return `${version} is being deployed by pid ${holder}: ${state}`;
}
