import type { Candidate } from './finding.ts';
import { derive, type Start } from './program.ts';
import type { Repository } from './repository.ts';
import { capture } from './search.ts';
import { portIn, wordsOf } from './words.ts';

/** The process `web` of a Procfile, where it runs without a shell, and the port that it names. */
export function procfile(repository: Repository): {
  start?: Candidate<Start> | undefined;
  port?: Candidate<string> | undefined;
} {
  const line = capture(repository, ['Procfile'], /^web\s*:\s*(\S.*)$/);
  const start = derive(line, text =>
    wordsOf(text, 8080) ? (port: number) => wordsOf(text, port) ?? [] : undefined,
  );
  return { start, port: derive(line, portIn) };
}
