import type { Commands } from '../../../../model/pipeline/commands.ts';
import { outputFile } from '../../../../model/pipeline/commands.ts';
import type { Value } from '../../../../model/pipeline.ts';
import { change, plain, type Text, Traced, text } from '../../../../model/traced.ts';
import { shellWord } from '../../shared/shell.ts';
import type { Shell } from './shell.ts';

/** Where a step runs: the job whose outputs are its own, and whether it finds tools in the job's folder of them. */
export interface Place {
  readonly job: string;
  readonly hasTools: boolean;
}

/** The lines that carry commands out: variables first, then the folder, then the commands as they stand. */
export function linesOf(commands: Commands, shell: Shell, place: Place): readonly Text[] {
  const { folder = '.', variables } = commands;
  return [
    ...(shell.first ?? []),
    ...(place.hasTools ? [`export PATH="${shell.temporary}/tools:$PATH"`] : []),
    ...Object.entries(variables).flatMap(([name, value]) => assignment(name, value, shell, place.job)),
    ...(plain(folder) === '.' ? [] : [text`cd -- ${literal(folder, shell)}`]),
    ...commands.commands,
  ];
}

const literal = (value: Text, shell: Shell): Text => shell.guard(shellWord(value));

/** What the product sets itself under the same name is only asked for. */
function assignment(name: string, value: Value, shell: Shell, job: string): readonly Text[] {
  if (typeof value === 'string' || value instanceof Traced)
    return [change(literal(value, shell), word => `export ${name}=${word}`)];
  if ('secret' in value) return value.optional ? [] : [`: "\${${name}:?a secret that is not set}"`];
  if ('matrix' in value) return [];
  if ('job' in value) return [...read(name, value.job, value.output)];
  if ('output' in value) return [...read(name, job, value.output)];
  return [`export ${name}="${inQuotes(value, shell)}"`];
}

/** Two lines, so that a file that is missing stops the step. */
const read = (name: string, job: string, output: string): readonly string[] => [
  `${name}=$(cat ${outputFile(job, output)})`,
  `export ${name}`,
];

type KnownThere = Extract<Value, { temporary: string } | { workspace: string } | { fact: string }>;

function inQuotes(value: KnownThere, { temporary, facts }: Shell): string {
  if ('temporary' in value) return `${temporary}/${value.temporary}`;
  if ('workspace' in value) return `${value.before ?? ''}$PWD/${value.workspace}`;
  if (value.fact === 'commit' || value.fact === 'status') return facts[value.fact];
  throw new Error(`${value.fact} is known to GitHub alone`);
}
