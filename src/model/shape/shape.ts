/**
 * What a Project looks like, as data: one table that the builder of the frozen value, the reader and the printer of
 * devops-flow.yaml and its JSON Schema all read. The types make it total: a field without a shape does not compile.
 */
import type { Problem } from '../../errors/problem.ts';
import type { Scalar } from '../facts.ts';
import type { Token } from '../token.ts';
import type { Parse } from '../values/parse.ts';

export type Shape = ScalarShape | ListShape | RowsShape | RecordShape | NamedShape;

/** The part of JSON Schema (draft 2020-12) that one value needs. */
export interface ValueSchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  /** The words have other spellings too. */
  readonly open?: true;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly examples?: readonly Scalar[];
}

export interface ScalarShape {
  readonly kind: 'scalar';
  readonly about: string;
  readonly parse: Parse;
  readonly schema: ValueSchema;
  /** Its text is JSON, and a mapping or a list may stand in its place. */
  readonly json?: true;
}

/** A list of single values. */
export interface ListShape {
  readonly kind: 'list';
  readonly about: string;
  readonly item: ScalarShape;
  /** A command: a single text in place of the list is split into words as a shell would, without one. */
  readonly splits?: true;
}

/** A list of things that have no name: their order says which is which, and one document says all of them. */
export interface RowsShape {
  readonly kind: 'rows';
  readonly about: string;
  readonly fields: Readonly<Record<string, Shape>>;
  /** The field that every row has; its value alone may stand in the place of the row: `steps: [10, 50]`. */
  readonly first: string;
}

export interface RecordShape {
  readonly kind: 'record';
  readonly about: string;
  readonly fields: Readonly<Record<string, Shape>>;
  /** A single text in place of the mapping: the fields that it says. */
  readonly fromText?: (text: Token) => readonly (readonly [string, Token])[] | Problem;
  /** It is absent where nothing in it is said; every other record is always there. */
  readonly optional: boolean;
}

/** A list of things that are addressed by their name: a mapping in the document. */
export interface NamedShape {
  readonly kind: 'named';
  readonly about: string;
  readonly key: ScalarShape;
  readonly fields: Readonly<Record<string, Shape>>;
  /** The field that a single value, or a list where it is one, in place of a mapping means: `LOG_LEVEL: info`. */
  readonly short?: string;
}

type Fields<T> = { readonly [K in keyof T]-?: ShapeOf<NonNullable<T[K]>> };

export type ShapeOf<T> = [T] extends [Scalar]
  ? ScalarShape
  : T extends readonly (infer Item)[]
    ? [Item] extends [Scalar]
      ? ListShape
      : [Item] extends [{ readonly name: string }]
        ? Omit<NamedShape, 'fields'> & { readonly fields: Fields<Omit<Item, 'name'>> }
        : Omit<RowsShape, 'fields'> & { readonly fields: Fields<Item> }
    : Omit<RecordShape, 'fields'> & { readonly fields: Fields<T> };

export function list(item: ScalarShape, about: string = item.about): ListShape {
  return { kind: 'list', about, item };
}

export function command(item: ScalarShape): ListShape {
  return { ...list(item), splits: true };
}

export function rows<T>(
  about: string,
  fields: Fields<T>,
  first: keyof T & string,
): ShapeOf<readonly T[]> & RowsShape {
  return { kind: 'rows', about, fields, first } as unknown as ShapeOf<readonly T[]> & RowsShape;
}

export function record<T>(about: string, fields: Fields<T>): ShapeOf<T> & RecordShape {
  return { kind: 'record', about, fields, optional: false } as unknown as ShapeOf<T> & RecordShape;
}

/** A record that may be written as one text. */
export function written<S extends RecordShape>(shape: S, fromText: NonNullable<RecordShape['fromText']>): S {
  return { ...shape, fromText };
}

export function optional<S extends RecordShape>(shape: S): S {
  return { ...shape, optional: true };
}

export function namedList<T>(
  key: ScalarShape,
  about: string,
  fields: Fields<Omit<T, 'name'>>,
  short?: keyof Omit<T, 'name'> & string,
): ShapeOf<readonly T[]> & NamedShape {
  const shape = { kind: 'named', about, key, fields, ...(short === undefined ? {} : { short }) };
  return shape as unknown as ShapeOf<readonly T[]> & NamedShape;
}
