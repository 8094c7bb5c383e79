import { type Commands, commandsOf } from '../../../../model/pipeline/commands.ts';
import type { Job, Step, StepOf } from '../../../../model/pipeline.ts';
import { change, plain, type Text } from '../../../../model/traced.ts';
import { linesOf, type Place } from './lines.ts';
import type { Shell, ShellStep } from './shell.ts';

/** The steps of a job as scripts; a step that follows the failure of another is part of that one's script. */
export function shellSteps(job: Job, shell: Shell): readonly ShellStep[] {
  const steps = job.steps.flatMap(step => withoutBrought(step, shell));
  const place = { job: plain(job.id), hasTools: steps.some(({ kind }) => kind === 'tools') };
  return steps.flatMap(step => {
    if (step.kind === 'script' && step.afterFailureOf !== undefined) return [];
    const found = commandsOf(step, shell);
    const rescue = step.kind === 'script' ? rescueOf(steps, step.id) : undefined;
    return found.map(commands =>
      rescue ? guarded(commands, rescue, shell, place) : simple(step, commands, shell, place),
    );
  });
}

/** What the machine brings is not fetched; a step with nothing left to fetch is none. */
function withoutBrought(step: Step, { brings }: Shell): Step[] {
  if (step.kind !== 'tools') return [step];
  const tools = step.tools.filter(tool => !brings.includes(tool));
  return tools.length > 0 ? [{ kind: 'tools', tools }] : [];
}

const rescueOf = (steps: readonly Step[], id: string): StepOf<'script'> | undefined =>
  steps.find((step): step is StepOf<'script'> => step.kind === 'script' && step.afterFailureOf === id);

function simple(step: Step, commands: Commands, shell: Shell, place: Place): ShellStep {
  const fetches = step.kind === 'tools';
  return {
    name: commands.name,
    lines: linesOf(commands, shell, fetches ? { ...place, hasTools: false } : place),
    always: step.kind === 'notify',
    secrets: secretsOf(commands),
  };
}

/** The step fails as it would alone, after the rescue. */
function guarded(commands: Commands, rescue: StepOf<'script'>, shell: Shell, place: Place): ShellStep {
  const [second] = commandsOf(rescue, shell);
  if (!second) throw new Error(`${rescue.name} has no commands`);
  return {
    name: `${commands.name}; ${second.name} when it fails`,
    lines: [
      'status=0',
      ...inSubshell(linesOf(commands, shell, place), ' || status=$?'),
      'if [ "$status" -ne 0 ]; then',
      ...inSubshell(linesOf(second, shell, place)).map(indented),
      '  exit "$status"',
      'fi',
    ],
    always: false,
    secrets: [...new Set([...secretsOf(commands), ...secretsOf(second)])],
  };
}

export const inSubshell = (lines: readonly Text[], after = ''): readonly Text[] => [
  '(',
  ...lines.map(indented),
  `)${after}`,
];

/** The first line only: what follows may be part of a word in quotes. */
const indented = (line: Text): Text => change(line, shown => `  ${shown}`);

const secretsOf = ({ variables }: Commands): readonly string[] =>
  Object.values(variables).flatMap(value =>
    typeof value === 'object' && 'secret' in value ? [value.secret] : [],
  );
