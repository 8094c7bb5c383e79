/** Where a file names an image or an action, as offsets in its text: `from` up to `to`, on one line. */
export interface PlaceOfImage {
  readonly kind: 'image';
  readonly from: number;
  readonly to: number;
  /** "docker.io/library/node:22.23.2-trixie" */
  readonly reference: string;
  /** The reference as the language of the file writes it. */
  readonly write: (reference: string) => string;
}

export interface PlaceOfAction {
  readonly kind: 'action';
  readonly from: number;
  readonly to: number;
  /** "owner/repository", and the path in it where there is one. */
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly commit: string;
  /** The names of what is given to it. */
  readonly inputs: readonly string[];
}

export type PinPlace = PlaceOfImage | PlaceOfAction;

export const asItIs = (reference: string): string => reference;

/** A word that may be a reference: nothing that a shell, YAML or Groovy would read as its own. */
export const word = String.raw`[\w./:-]{1,400}`;
