/** What readers of documents hand to the model: facts with their places, and what they could not place. */
import type { Place, Problem } from '../errors/problem.ts';
import type { ProductKind } from './products.ts';
import type { DocumentReference } from './requirements.ts';
import type { Settings, Written } from './settings.ts';

export type Scalar = string | number | boolean;
export type DocumentKind = Exclude<DocumentReference['kind'], 'options'>;

/** An item of a list that is addressed by its name, not by its index. */
export interface Named {
  readonly name: string;
}

/** Property names are ours, never the input's; item names and indexes come from the input. */
export type FieldPath = readonly (string | number | Named)[];

/** One value of one document. `at` is the very token that says it. */
export interface Fact {
  /** The path as text, such as `service.environments.production.replicas`: the key of the origin map. */
  readonly field: string;
  readonly path: FieldPath;
  readonly value: Scalar;
  readonly at: Place;
  /** Concluded from a statement about something else: used where nobody says it, never a contradiction. */
  readonly derived?: true;
}

/** A field of the input that the reader has no place for: the first half of the loss report. */
export interface UnusedField {
  readonly field: string;
  readonly at: Place;
}

/** What a document needs beside itself. */
export type Need = AdrNeed | FileNeed | ThresholdsNeed;

/** Another document that this one refers to. `link` is relative to the file that holds it. */
export interface AdrNeed {
  readonly kind: 'adr';
  readonly id: string;
  readonly link?: string;
  readonly at: Place;
}

/** A file that a document takes in. Whoever reads files decides whether to open it, and asks the reader again. */
export interface FileNeed {
  readonly kind: 'file';
  /** Normalised, and relative to the same folder as the path of the document that needs it. */
  readonly path: string;
  readonly as: 'compose' | 'env';
  readonly at: Place;
}

/** A document that defines thresholds which this one refers to, such as PRD-02. */
export interface ThresholdsNeed {
  readonly kind: 'thresholds';
  readonly id: string;
  readonly at: Place;
}

/** That a product is used or decided on, by a document that names no resource: see decisions.ts. */
export interface ProductChoice {
  readonly kind: ProductKind;
  /** What it is for, where it is not the main one: the "reporting" database. */
  readonly scope?: string;
  readonly product: Written;
  /** A plus behind it means "or later". */
  readonly version?: Written;
}

export interface Reading {
  readonly document: { readonly name: string; readonly kind: DocumentKind; readonly file: string };
  readonly facts: Fact[];
  readonly problems: Problem[];
  readonly unused: UnusedField[];
  readonly needs: Need[];
  /** Values that steered the reading, such as the path of an include: no field of their own, and not lost. */
  readonly followed?: readonly Place[];
  readonly choices?: readonly ProductChoice[];
  /** What devops-flow.yaml says about the generation itself. */
  readonly settings?: Settings;
}

/** Addresses an item of a list by name: `['service', 'variables', named('LOG_LEVEL'), 'default']`. */
export function named(name: string): Named {
  return { name };
}

/** The path as the origin map and `explain` write it. */
export function fieldText(path: FieldPath): string {
  return path.map(part => (typeof part === 'object' ? part.name : part)).join('.');
}
