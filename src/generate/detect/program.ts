import type { Language } from '../../model/service.ts';
import type { Candidate, Evidence } from './finding.ts';
import type { Repository } from './repository.ts';

export type CommandName = 'install' | 'build' | 'lint' | 'test';

/** argv of a program that listens on the port. */
export type Start = (port: number) => readonly string[];

/** What one language has to say about a repository. Lists of candidates stand in order of trust. */
export interface Program {
  readonly language: Language;
  readonly found: Evidence;
  readonly sureness: Sureness;
  readonly versions: readonly (Candidate<string> | undefined)[];
  /** The least version that it works with: it counts where nobody names the one. */
  readonly leastVersions?: readonly (Candidate<string> | undefined)[];
  readonly framework?: Candidate<string> | undefined;
  /** The file that starts the service, relative to the repository. */
  readonly entryPoint?: Candidate<string> | undefined;
  /** The folder that runs, where that is what a build writes. */
  readonly source?: Candidate<string> | undefined;
  readonly starts: readonly (Candidate<Start> | undefined)[];
  readonly commands: Readonly<Partial<Record<CommandName, Candidate<string> | undefined>>>;
  /** What the framework's own files say; the sources are searched for the rest. */
  readonly ports: readonly (Candidate<number> | undefined)[];
  /** The framework's own port, where nobody says another. */
  readonly usualPort?: Candidate<number> | undefined;
  /** The framework or its server reads PORT by itself. */
  readonly readsPort?: boolean;
  /** Health paths that come with the framework. */
  readonly health?:
    | {
        readonly live: Candidate<string>;
        readonly ready: Candidate<string>;
        /** Where it is not the service's own. */
        readonly port?: Candidate<number>;
      }
    | undefined;
}

/** How sure it is that this language runs the service: by a framework, by a program that starts, by a manifest, by files. */
export type Sureness = 4 | 3 | 2 | 1;

/** Says what a language finds, or undefined where nothing is in this language. */
export type Detector = (repository: Repository) => Program | undefined;

export const fixedStart =
  (...words: readonly string[]): Start =>
  () =>
    words;

/** "^22.3", ">= 3.11, < 4", "18 || 20": the first number of the last alternative, cut to `parts` numbers. */
export function versionNumber(text: string, parts: 1 | 2): string | undefined {
  const last = text.split('||').at(-1) ?? '';
  const match = /(\d{1,4})(?:\.(\d{1,4}))?/.exec(last);
  if (!match) return undefined;
  const [, major = '', minor] = match;
  return parts === 1 || minor === undefined ? major : `${major}.${minor}`;
}

/** The major version alone, as Node and Java count. */
export const majorVersion = (text: string): string | undefined => versionNumber(text, 1);

/** Major and minor version, as most languages count. */
export const shortVersion = (text: string): string | undefined => versionNumber(text, 2);

/** A candidate with another value that follows from its own. */
export function derive<T, U>(
  candidate: Candidate<T> | undefined,
  change: (value: T) => U | undefined,
): Candidate<U> | undefined {
  const value = candidate === undefined ? undefined : change(candidate.value);
  return candidate === undefined || value === undefined ? undefined : { value, found: candidate.found };
}

/** A port that is one, out of the text that says it. */
export function portOf(candidate: Candidate<string> | undefined): Candidate<number> | undefined {
  return derive(candidate, text => {
    const port = /^\d{2,5}$/.test(text) ? Number(text) : 0;
    return port >= 1 && port <= 65535 ? port : undefined;
  });
}
