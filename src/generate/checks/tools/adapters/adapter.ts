import * as v from 'valibot';
import type { ArtifactKind } from '../../../artifacts/shared/artifact.ts';
import type { Outcome } from '../run-program.ts';

/** What a tool is given: files below one folder. */
export interface Scan {
  /** Absolute. */
  readonly root: string;
  /** Below the root, with forward slashes; of the kinds that the adapter reads. */
  readonly files: readonly string[];
  /** What those files are. */
  readonly kinds: ReadonlySet<ArtifactKind>;
  /** The program or folder of a tool, also of one beside the adapter's own. @throws Failure `tool-not-installed` */
  readonly pathOf: (tool: string) => string;
}

/** One thing that a tool has to say about a file. */
export interface Finding {
  /** The tool's own name of the rule. */
  readonly id: string;
  readonly message: string;
  /** Below the root. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
}

/** A tool as this program uses it: argv out, findings in. */
export interface Adapter {
  readonly tool: string;
  /** The kinds of files that it reads; absent when it reads all. */
  readonly kinds?: readonly ArtifactKind[];
  /** It holds the files that it is given against each other, so they are those of one project. */
  readonly comparesFiles?: true;
  argv(scan: Scan): readonly string[];
  /** @throws when the output is none that the tool is known to print: it is then no proof of anything. */
  findings(outcome: Outcome, scan: Scan): readonly Finding[];
}

/** The JSON that a tool printed, in the shape that its adapter reads. @throws ValiError, SyntaxError */
export function printed<Schema extends v.GenericSchema>(schema: Schema, text: string): v.InferOutput<Schema> {
  return v.parse(schema, JSON.parse(text));
}

/** A path as the tool printed it, below the root. */
export function below(root: string, path: string): string {
  return path.replace(`${root}/`, '').replace(/^(?:\.?\/)+/, '');
}
