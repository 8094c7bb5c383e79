import { type DeployPlan, type Member, releaseOf } from '../../deliver/release/plan.ts';
import type { GroupCount, Split, Stage } from '../../deliver/release/stage.ts';
import type { Active } from '../../deliver/release/state.ts';

/** The stages of a plan as a person reads them, one line each: "shift  v2 20 %, v1 60 %, baseline of v1 20 %". */
export function planInWords(plan: DeployPlan): string[] {
  return plan.stages.map(stage => words(stage, plan));
}

/** Who gets how much of the traffic of each service now: "v2 20 %, v1 60 %, baseline of v1 20 %". */
export const trafficInWords = (plan: DeployPlan, tables: Active['tables']): string[] =>
  plan.members.flatMap(({ service }) => {
    const table = tables[service];
    return table ? [shifted({ service, ...table }, plan)] : [];
  });

function words(stage: Stage, plan: DeployPlan): string {
  switch (stage.kind) {
    case 'hooks':
      return `hooks    ${plan.hooks
        .filter(({ at }) => at === stage.point)
        .map(({ name, timeoutMs }) => `${name} (${stage.point}, ${seconds(timeoutMs)} at most)`)
        .join(', ')}`;
    case 'start':
      return `start    ${stage.groups.map(group => started(group, plan)).join(', ')}; ready within the time of the documents`;
    case 'smoke':
      return `smoke    ${plan.members.map(({ smokePaths }) => smokePaths.filter(Boolean).join(' ') || 'the open port').join(', ')} of each new instance`;
    case 'shift':
      return `shift    ${stage.splits.map(split => shifted(split, plan)).join('; ')}`;
    case 'observe':
      return `watch    ${seconds(stage.ms)}${stage.decides ? ', then the figures decide' : '; harm beyond doubt ends it'}`;
    case 'judgment':
      return `ask      ${stage.ask}? somebody other than ${plan.author} answers`;
    case 'reduce':
      return `reduce   to ${stage.groups.map(group => started(group, plan)).join(', ')}`;
    case 'retire':
      return `retire   what served stays warm for ${seconds(plan.limits.rollbackWindowMs)}`;
  }
}

const seconds = (ms: number): string => `${ms / 1000} s`;

const prefix = ({ members }: DeployPlan, service: string): string =>
  members.length > 1 ? `${service} ` : '';

const started = ({ service, group, replicas }: GroupCount, plan: DeployPlan): string =>
  `${prefix(plan, service)}${called(group, plan)} ${replicas} instance${replicas === 1 ? '' : 's'}`;

function shifted({ service, weights, counts, mirror, flag }: Split, plan: DeployPlan): string {
  const shares = Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .map(
      ([group, weight]) =>
        `${called(group, plan)} ${weight} %${counts?.[group] === undefined ? '' : ` on ${counts[group]}`}`,
    );
  const copied = mirror ? [`${mirror.percent} % copied to ${called(mirror.group, plan)}`] : [];
  const flagged = flag ? [`flag ${flag.name} on for ${flag.percent} %`] : [];
  const held = shares.length === 0 ? ['requests wait at the router'] : [];
  return `${prefix(plan, service)}${[...shares, ...held, ...copied, ...flagged].join(', ')}`;
}

function called(group: string, { members }: DeployPlan): string {
  const refs = members.flatMap(({ next, previous }: Member) => (previous ? [next, previous] : [next]));
  const version = refs.find(({ id }) => id === releaseOf(group))?.version ?? group;
  return group.endsWith('~baseline') ? `baseline of ${version}` : version;
}
