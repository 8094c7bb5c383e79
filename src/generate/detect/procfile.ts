import type { Candidate } from './finding.ts';
import { derive, fixedStart, type Start } from './program.ts';
import type { Repository } from './repository.ts';
import { searchAll } from './search.ts';
import { portIn, wordsOf } from './words.ts';

/** What Heroku runs once for a release, before its processes start: no service. */
export const oncePerRelease = 'release';

/** Each is followed through its sources; what has more lines like these is another file by that name. */
const mostProcesses = 50;

/** A line of a Procfile: `worker: python worker.py`. */
export interface ProcfileLine {
  readonly name: string;
  /** As it stands there, for a shell. */
  readonly text: Candidate<string>;
}

/** The lines of the Procfile, each name once, in their order. */
export function procfileLines(repository: Repository): readonly ProcfileLine[] {
  const lines = new Map<string, ProcfileLine>();
  for (const { groups, found } of searchAll(repository, ['Procfile'], /^([\w-]{1,60})\s*:\s*(\S.*)$/)) {
    const [name = '', value = ''] = groups;
    if (lines.size === mostProcesses) break;
    if (!lines.has(name)) lines.set(name, { name, text: { value, found } });
  }
  return [...lines.values()];
}

/** The process `web` of a Procfile, where it runs without a shell, and the port that it names; else the first `other`. */
export function procfile(repository: Repository): {
  start?: Candidate<Start> | undefined;
  other?: Candidate<Start> | undefined;
  port?: Candidate<string> | undefined;
} {
  const lines = procfileLines(repository);
  const line = lines.find(({ name }) => name === 'web')?.text;
  const [first] = lines.filter(({ name }) => name !== oncePerRelease);
  const start = derive(line, text =>
    wordsOf(text, 8080) ? (port: number) => wordsOf(text, port) ?? [] : undefined,
  );
  return { start, other: line || !first ? undefined : startOf(first), port: derive(line, portIn) };
}

/** How the line starts, through a shell only where it needs one. */
export const startOf = ({ text }: ProcfileLine): Candidate<Start> => ({
  value: fixedStart(...(wordsOf(text.value) ?? ['sh', '-c', text.value])),
  found: text.found,
});
