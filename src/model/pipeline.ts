/** A delivery pipeline, whatever product runs it: emitters print it, `pipeline run` can carry it out. Plain data. */
import type { Language } from './service.ts';
import type { Text } from './traced.ts';

export interface Pipeline {
  readonly name: Text;
  /** The branch whose commits are released. */
  readonly branch: string;
  /** Environments that a person deploys to by starting the pipeline; the others follow from a push to `branch`. */
  readonly onDemand: readonly Text[];
  /** In an order in which each comes after what it needs. */
  readonly jobs: readonly Job[];
}

export type Stage = 'verify' | 'build' | 'deliver';

/**
 * `change`: on every push and pull request. `release`: not for a pull request. `pushed`: only a push to the branch;
 * `asked`: only when a person starts the pipeline for that environment.
 */
export type When =
  | { readonly on: 'change' | 'pull-request' | 'release' | 'pushed' }
  | { readonly on: 'asked'; readonly environment: Text };

export type Permission = 'read-contents' | 'write-packages' | 'sign' | 'attest' | 'read-environments';

/** One run of the job for each value, which its steps read as { matrix }; the job has ended when all have. */
export interface Matrix {
  readonly variable: string;
  readonly values: readonly string[];
}

/** A folder that later runs find again, as long as the files of the key have not changed. */
export interface Cache {
  readonly name: string;
  /** Below the project folder; the steps know it by a variable of the language's tools. */
  readonly folder: string;
  readonly key: Text;
}

export interface Job {
  /** Letters, digits and hyphens; unique. */
  readonly id: Text;
  readonly title: Text;
  readonly stage: Stage;
  readonly needs: readonly Text[];
  readonly when: When;
  /** The environment whose secrets and rules hold for the job. */
  readonly environment?: Text;
  /** The environment that a person lets the jobs behind this one into; such a job has no steps. */
  readonly approval?: Text;
  readonly permissions: readonly Permission[];
  readonly minutes: number;
  /** Two jobs with the same word never run at once; a waiting one is not cancelled. */
  readonly exclusive?: Text;
  readonly matrix?: Matrix;
  /** Never in a job that makes or delivers what is released. */
  readonly cache?: Cache;
  /** Outputs of steps that later jobs read as { job, output }. */
  readonly outputs: readonly string[];
  /** Folders below the project folder that are kept when the job has ended, however it did; they may be missing. */
  readonly artifacts: readonly Artifact[];
  readonly steps: readonly Step[];
}

export interface Artifact {
  readonly name: string;
  readonly path: Text;
}

/** A value that is known now, or only when the pipeline runs. */
export type Value =
  | Text
  | { readonly secret: string; readonly optional?: true }
  | { readonly job: string; readonly output: string }
  | { readonly output: string }
  | { readonly matrix: string }
  /** The absolute path of a file or folder of the job's own, outside of the sources. */
  | { readonly temporary: string }
  /** The absolute path of something below the project folder, behind a text. */
  | { readonly workspace: string; readonly before?: string }
  | { readonly fact: 'commit' | 'actor' | 'token' | 'status' };

export type Variables = Readonly<Record<string, Value>>;

/** A program that is not part of a language's toolchain. */
export type Tool = 'trivy' | 'cosign' | 'kubectl';

export type Script = 'deploy' | 'health-check' | 'rollback' | 'smoke-tests';

export type Step =
  | { readonly kind: 'checkout' }
  | { readonly kind: 'toolchain'; readonly language: Language; readonly version: Text }
  | { readonly kind: 'tools'; readonly tools: readonly Tool[] }
  /** Commands in `folder`; nothing of the project is written into them, values come through `variables`. */
  | {
      readonly kind: 'run';
      readonly name: string;
      readonly commands: readonly string[];
      readonly folder?: Text;
      readonly variables?: Variables;
    }
  /** What stands in the sources: vulnerable dependencies, secrets, or settings that are unsafe. */
  | { readonly kind: 'scan-sources'; readonly scanner: Value }
  | { readonly kind: 'review-dependencies' }
  | {
      readonly kind: 'registry-login';
      readonly registry: Text | undefined;
      readonly user: Value;
      readonly password: Value;
    }
  /** Builds and pushes with SBOM and provenance; gives the outputs `digest` and `image` (repository@digest). */
  | {
      readonly kind: 'build-image';
      readonly repository: Text;
      /** Folder and file, relative to the project folder. */
      readonly context: Text;
      readonly dockerfile: Text;
      readonly target?: Text;
      readonly arguments: readonly { readonly name: Text; readonly value: Text }[];
      /** Such as "linux/amd64"; that of the machine that builds, where none is given. */
      readonly platform?: Text;
    }
  | { readonly kind: 'scan-image'; readonly image: Value }
  | { readonly kind: 'attest-image'; readonly repository: Text; readonly digest: Value }
  | { readonly kind: 'sign-image'; readonly image: Value }
  | { readonly kind: 'cluster-access'; readonly configuration: Value }
  /** One of the generated scripts: exit code 2 is a warning, not a failure. */
  | {
      readonly kind: 'script';
      readonly id: string;
      readonly name: string;
      readonly script: Script;
      /** The folder of the service's scripts, below that of all scripts: "" where it has none of its own. */
      readonly folder: Text;
      /** The folder of all scripts, where it is not the usual one. */
      readonly home?: string;
      readonly options: Variables;
      /** Only after that step of the job failed. */
      readonly afterFailureOf?: string;
    }
  /** Tells how the job ended, however it did. Nobody is told where the secret is not set. */
  | { readonly kind: 'notify'; readonly done: Text; readonly failed: Text };

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;
