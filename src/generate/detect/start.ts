import { looksSecret, secretsInWords } from '../../model/secrets.ts';
import { token } from '../../model/token.ts';
import { isProblem } from '../../model/values/parse.ts';
import { text } from '../../model/values/text.ts';
import type { Clues } from './clues.ts';
import type { Candidate, Finding } from './finding.ts';
import { isManager } from './languages/node-manifest.ts';
import { procfile } from './procfile.ts';
import type { Start } from './program.ts';
import { has, type Repository } from './repository.ts';
import type { Settling } from './settle.ts';

/** The start command by the order of trust: what a Dockerfile, a Procfile, the language or a Compose file says. */
export function chosenStart(
  { repository, program, image, compose }: Clues,
  kind: 'http' | 'worker',
): Candidate<Start> | undefined {
  const own = program.starts.find(start => start !== undefined);
  const usable = (start: Candidate<Start> | undefined) => {
    const words = start?.value(8080) ?? [];
    return fits(repository, words) && !(own && runsScript(words)) ? start : undefined;
  };
  const { start, other } = procfile(repository);
  const written = start ?? (kind === 'worker' ? other : undefined);
  return usable(image?.start) ?? written ?? own ?? usable(compose?.start);
}

/** `npm start` says no more than the script that it runs. */
const runsScript = ([first = '', second = '']: readonly string[]): boolean =>
  isManager(first) && (first !== 'bun' || second === 'run');

/** A file that a start names is there, or is what a build writes; an image may have put it elsewhere. */
function fits(repository: Repository, words: readonly string[]): boolean {
  const file = words.find(word => /\.(?:[cm]?js|[cm]?ts|py|rb|php)$/.test(word))?.replace(/^\.\//, '');
  return (
    file === undefined || has(repository, file) || /^(?:dist|build|out|lib|\.output|\.next)\//.test(file)
  );
}

/** The words of the start on that port; none where one of them cannot be written down, or should not. */
export function commandOf(
  { value: start, found }: Candidate<Start>,
  port: number,
  settling: Settling,
): Finding<readonly string[]> | undefined {
  const words = start(port);
  const parse = text('command');
  const bad = words.some(word => word === '' || isProblem(parse(token('', 1, 1, word))));
  const candidate = { value: words, found };
  if (bad) settling.leaveOut('command', 'a word of it is no plain text', candidate);
  else if (words.some(looksSecret) || secretsInWords(words).length > 0)
    settling.leaveOut('command', 'a word of it looks like a secret', candidate);
  else return { ...candidate, others: [] };
  return undefined;
}

/** The command names the port, so that every instance can be given one of its own. */
export function namesPort(words: readonly string[], port: number): boolean {
  return words.some(word => word === String(port) || /[:=]\d+$/.exec(word)?.[0].slice(1) === String(port));
}
