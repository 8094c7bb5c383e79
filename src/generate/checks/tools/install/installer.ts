import type { Outcome, RunOptions } from '../run-program.ts';
import type { Origin, Tool } from '../tool.ts';

/** Runs one command of an installation. @throws Failure `tool-needs`, `tool-install-failed` */
export type Step = (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;

export interface Installation {
  readonly tool: Tool;
  /** A folder of the installation's own, which stays where it is. */
  readonly folder: string;
  /** Where the file of the tool has to stand in the end; the folder around it is there. */
  readonly target: string;
  readonly step: Step;
}

/** Puts a tool to its target. */
export type Installer<From extends Origin['from']> = (
  origin: Extract<Origin, { from: From }>,
  installation: Installation,
) => Promise<void>;
