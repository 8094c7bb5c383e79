import type { YamlStream } from '../tree/yaml.ts';

/** What another file of the project holds, or that there is none. */
export type OtherFile = { readonly text: string } | 'missing';

/** The files that were parsed, by their path. */
export type ParsedFiles = Map<string, YamlStream>;

/** What a Compose file is read with, beside its own text. */
export interface ComposeContext {
  /** The files that earlier readings asked for, by the `path` of the need. */
  readonly others: ReadonlyMap<string, OtherFile>;
  /** Variables that count before those of `.env`. */
  readonly environment: ReadonlyMap<string, string>;
  /**
   * Compose files that are merged over the document, in this order; paths as that of the document. Left out: the usual
   * override file (compose.override.yaml) beside a document with a usual name, where there is one.
   */
  readonly overrides?: readonly string[];
  /** Kept from one reading to the next, so that no file is parsed twice. */
  readonly parsed?: ParsedFiles;
}
