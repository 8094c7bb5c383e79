import type { RunSpec } from '../engine/ports.ts';
import { baseEnvironment } from './base-environment.ts';
import { filledIn } from './fill-in.ts';
import { redact } from './redact.ts';

/** What the supervisor keeps of a group's instances, on disk too. */
export interface GroupSpec {
  readonly group: string;
  readonly release: string;
  readonly replicas: number;
  readonly folder: string;
  readonly run: RunSpec;
  readonly environment: Readonly<Record<string, string>>;
}

/** How the instances of a group are started, with what they are told in confidence; that part is in memory only. */
export class Instructions {
  spec: GroupSpec;
  readonly #base: Readonly<Record<string, string>>;
  #secrets: Readonly<Record<string, string>>;

  /** `own`: the environment of the supervisor. */
  constructor(
    spec: GroupSpec,
    secrets: Readonly<Record<string, string>>,
    own: Readonly<Record<string, string>>,
  ) {
    this.spec = spec;
    this.#base = baseEnvironment(own);
    this.#secrets = secrets;
  }

  /** Values for what is started from now on; what a command does not know stays as it was. */
  learn(secrets: Readonly<Record<string, string>>): void {
    this.#secrets = { ...this.#secrets, ...secrets };
  }

  get secrets(): Readonly<Record<string, string>> {
    return this.#secrets;
  }

  /** Required variables whose values are not known here. */
  get missingSecrets(): readonly string[] {
    return this.spec.run.requiredVariables.filter(name => this.#secrets[name] === undefined);
  }

  /** A text of the service without what it was told in confidence: it may end up in the journal. */
  redacted(text: string): string {
    return redact(text, this.#secrets);
  }

  /** argv of an instance; some programs take their port from there only. */
  command(port: number): readonly string[] {
    const words = this.spec.run.command.map(word => word.replaceAll('$PORT', String(port)));
    return filledIn(words, this.#secrets);
  }

  environment(port: number): Record<string, string> {
    return {
      ...this.#base,
      // Only the router is to be reached from elsewhere.
      HOST: '127.0.0.1',
      ...this.spec.environment,
      ...this.#secrets,
      PORT: String(port),
    };
  }
}
