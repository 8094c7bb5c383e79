import type { Problem } from '../../errors/index.ts';
import type { Language } from '../../model/service.ts';
import type { Candidate, Evidence, Finding } from './finding.ts';
import type { Hosting } from './hosting.ts';
import type { CommandName } from './program.ts';
import type { FoundResource } from './resources.ts';
import type { FoundVariable } from './variables.ts';
import type { Yours } from './yours.ts';

export interface OwnBuild {
  readonly context: string;
  readonly dockerfile: string;
}

/** The keys of devops-flow.yaml that say which program runs, in the order in which they are written and reported. */
export const programFields = [
  'version',
  'language',
  'languageVersion',
  'framework',
  'source',
  'entryPoint',
  'command',
] as const;

/** One service of the repository; every value has passed the parser that reads it from devops-flow.yaml. */
export interface DetectedService {
  /** Where it stands in the repository; `.` for the repository itself. */
  readonly folder: string;
  readonly name: Finding<string>;
  /** That of the service itself. */
  readonly version?: Finding<string> | undefined;
  /** A worker serves nobody: nothing of it listens. */
  readonly kind: 'http' | 'worker';
  /** What says that it is a worker. */
  readonly worker?: Evidence | undefined;
  readonly language: Finding<Language>;
  readonly languageVersion?: Finding<string> | undefined;
  readonly framework?: Finding<string> | undefined;
  /** Relative to the folder that runs. */
  readonly entryPoint?: Finding<string> | undefined;
  /** The folder that runs, relative to the repository. */
  readonly source?: Finding<string> | undefined;
  readonly command?: Finding<readonly string[]> | undefined;
  readonly commands: ReadonlyMap<CommandName, Finding<string>>;
  /** The team's own Dockerfile, where it is not the one that would be generated; relative to the repository. */
  readonly build?: Candidate<OwnBuild> | undefined;
  /** Absent for a worker. */
  readonly port?: Finding<number> | undefined;
  readonly health?:
    | {
        readonly live: Finding<string>;
        readonly ready: Finding<string>;
        /** The port that is asked, where it is not the service's own. */
        readonly port?: Candidate<number>;
      }
    | undefined;
  readonly variables: readonly FoundVariable[];
  /** Names of the resources that it uses. */
  readonly uses: readonly string[];
}

export interface Detection {
  /** What holds for all services of the repository. */
  readonly hosting: Hosting;
  readonly services: readonly DetectedService[];
  readonly resources: readonly FoundResource[];
  readonly yours: readonly Yours[];
  /** Where generated scripts go, when the team has scripts of their names where they usually go. */
  readonly scripts?: Candidate<string> | undefined;
  /** package.json asks for devops-flow, so that the schema of the document is installed beside the sources. */
  readonly isDependency: boolean;
  /** Warnings and notes; nothing that was found is an error. */
  readonly problems: readonly Problem[];
}
