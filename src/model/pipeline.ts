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

export interface Job {
  /** Letters, digits and hyphens; unique. */
  readonly id: Text;
  readonly title: Text;
  readonly stage: Stage;
  readonly needs: readonly Text[];
  readonly when: When;
  /** The environment whose secrets and rules hold for the job. */
  readonly environment?: Text;
  readonly permissions: readonly Permission[];
  readonly minutes: number;
  /** Two jobs with the same word never run at once; a waiting one is not cancelled. */
  readonly exclusive?: Text;
  /** Outputs of steps that later jobs read as { job, output }. */
  readonly outputs: readonly string[];
  readonly steps: readonly Step[];
}

/** A value that is known now, or only when the pipeline runs. */
export type Value =
  | Text
  | { readonly secret: string }
  | { readonly job: string; readonly output: string }
  | { readonly output: string }
  | { readonly fact: 'commit' | 'actor' | 'token' };

export type Step =
  | { readonly kind: 'checkout' }
  | { readonly kind: 'toolchain'; readonly language: Language; readonly version: Text }
  /** Commands in `folder`; nothing of the project is written into them, values come through `variables`. */
  | {
      readonly kind: 'run';
      readonly name: string;
      readonly commands: readonly string[];
      readonly folder?: Text;
      readonly variables?: Readonly<Record<string, Value>>;
    }
  | { readonly kind: 'scan-sources' }
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
  | { readonly kind: 'require-reviewers'; readonly environment: Text }
  | { readonly kind: 'cluster-access'; readonly configuration: Value }
  /** One of the generated scripts: exit code 2 is a warning, not a failure. */
  | {
      readonly kind: 'script';
      readonly id: string;
      readonly name: string;
      readonly script: 'deploy' | 'health-check' | 'rollback';
      /** The folder of the service's scripts, below that of all scripts: "" where it has none of its own. */
      readonly folder: Text;
      /** The folder of all scripts, where it is not the usual one. */
      readonly home?: string;
      readonly options: Readonly<Record<string, Value>>;
      /** Only after that step of the job failed. */
      readonly afterFailureOf?: string;
    };
