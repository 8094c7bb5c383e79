/** What devops-flow.yaml says about the generation itself, beside the services. */
import type { Place } from '../errors/problem.ts';

/** A text of a document and where it stands. */
export interface Written {
  readonly text: string;
  readonly at: Place;
}

/** A family that is wanted. */
export interface Output {
  readonly family: Written;
  /** The folder of its files, relative to the project folder; the usual one unless given. */
  readonly folder?: Written;
  /** Files of the family that the team wrote: read, checked and referred to, never written. */
  readonly yours: readonly Written[];
}

/** One operation of RFC 6902, with its place. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  /** JSON Pointer (RFC 6901). */
  readonly path: string;
  readonly from?: string;
  /** Any JSON value. */
  readonly value?: unknown;
  readonly at: Place;
}

/** A patch of one generated file, applied last. */
export interface Override {
  /** Path of the file, relative to the project folder. */
  readonly file: Written;
  readonly operations: readonly PatchOperation[];
}

export interface Settings {
  /** Absent: every family. */
  readonly outputs?: readonly Output[];
  readonly overrides: readonly Override[];
}
