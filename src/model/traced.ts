/**
 * Values that remember the field they came from. Emitters read the project through `trace`, put the traced values
 * into their trees and texts, and the serialiser notes on which line each field ended up.
 */
import type { Project } from './service.ts';

export type Scalar = string | number | boolean;

/** A scalar together with the paths of the fields that it was computed from. */
export class Traced<T extends Scalar = Scalar> {
  readonly value: T;
  readonly fields: readonly string[];

  constructor(value: T, fields: readonly string[]) {
    this.value = value;
    this.fields = fields;
  }

  /** The same origin, another form: `service.port.map(port => ...)`. */
  map<U extends Scalar>(change: (value: T) => U): Traced<U> {
    return new Traced(change(this.value), this.fields);
  }
}

export type TracedView<T> = T extends Scalar
  ? Traced<Widen<T>>
  : T extends readonly (infer Item)[]
    ? readonly TracedView<Item>[]
    : { readonly [K in keyof T]: TracedView<T[K]> };

/** Distributes badly over literal unions otherwise: Traced<'a'> | Traced<'b'> has no callable `map`. */
type Widen<T> = [T] extends [string] ? T : [T] extends [number] ? T : [T] extends [boolean] ? boolean : T;

/** Combines several traced values into one: the result carries the fields of all. */
export function combine<T extends Scalar>(parts: readonly Traced[], make: () => T): Traced<T> {
  return new Traced(make(), [...new Set(parts.flatMap(part => part.fields))]);
}

/**
 * The project with every scalar wrapped. Paths begin with `service.` where the project has one service, else with
 * `services.NAME.`, and with `resources.NAME.` for resources.
 */
export function trace(project: Project): TracedView<Project> {
  return {
    services: project.services.map(service => wrap(service, servicePath(project, service.name))),
    resources: project.resources.map(resource => wrap(resource, `resources.${resource.name}`)),
    environments: project.environments.map((name, index) => new Traced(name, [`environments.${index}`])),
  } as TracedView<Project>;
}

/** The path prefix of a service's fields in `project`. */
export function servicePath(project: Project, name: string): string {
  return project.services.length === 1 ? 'service' : `services.${name}`;
}

function wrap(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => wrap(item, `${path}.${keyOf(item, index)}`));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, wrap(item, `${path}.${key}`)]),
    );
  }
  return value === undefined ? undefined : new Traced(value as Scalar, [path]);
}

function keyOf(item: unknown, index: number): string | number {
  const name = typeof item === 'object' && item !== null ? (item as { name?: unknown }).name : undefined;
  return typeof name === 'string' ? name : index;
}
