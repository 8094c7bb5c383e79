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

/** Text that may know where it came from. */
export type Text = string | Traced<string>;

export type TracedView<T> = [T] extends [Scalar]
  ? Traced<T>
  : [T] extends [Scalar | undefined]
    ? Traced<Exclude<T, undefined>> | undefined
    : T extends readonly (infer Item)[]
      ? readonly TracedView<Item>[]
      : { readonly [K in keyof T]: TracedView<T[K]> };

/** Combines several traced values into one: the result carries the fields of all. */
export function combine<T extends Scalar>(parts: readonly Traced[], make: () => T): Traced<T> {
  const [first, ...others] = parts;
  const fields =
    others.length === 0 ? (first?.fields ?? []) : [...new Set(parts.flatMap(part => part.fields))];
  return new Traced(make(), fields);
}

/** `combine` for texts: a plain text where none of them is traced. */
export function combineTexts(parts: readonly Text[], make: () => string): Text {
  const traced = parts.filter(part => part instanceof Traced);
  return traced.length === 0 ? make() : combine(traced, make);
}

/** A template whose result carries the fields of every traced value in it: text`${service.name}-tls`. */
export function text(strings: TemplateStringsArray, ...parts: readonly (Scalar | Traced)[]): Traced<string> {
  return combine(parts.filter(isTraced), () =>
    parts.reduce<string>((shown, part, i) => shown + String(plain(part)) + strings[i + 1], strings[0] ?? ''),
  );
}

/** The value without its memory. */
export function plain<T extends Scalar>(value: T | Traced<T>): T {
  return value instanceof Traced ? value.value : value;
}

/** The fields that a value came from; none for a constant. */
export function fieldsOf(value: Scalar | Traced): readonly string[] {
  return isTraced(value) ? value.fields : [];
}

/** Changes the value and keeps its memory, if it has one. */
export function change<T extends Scalar, U extends Scalar>(
  value: T | Traced<T>,
  make: (value: T) => U,
): U | Traced<U> {
  return value instanceof Traced ? value.map(make) : make(value);
}

function isTraced(value: unknown): value is Traced {
  return value instanceof Traced;
}

/**
 * The project with every scalar wrapped. Paths begin with `service.` where the project has one service, else with
 * `services.NAME.`, and with `resources.NAME.` for resources.
 */
export function trace(project: Project): TracedView<Project> {
  const known = views.get(project)?.deref();
  if (known) return known;
  const view = {
    services: project.services.map(service => wrap(service, servicePath(project, service.name))),
    resources: project.resources.map(resource => wrap(resource, `resources.${resource.name}`)),
    environments: project.environments.map(name => new Traced(name, [`environments.${name}`])),
  } as TracedView<Project>;
  views.set(project, new WeakRef(view));
  return view;
}

/** A project never changes, and each emitter asks for its view; it is larger than the project, and let go after that. */
const views = new WeakMap<Project, WeakRef<TracedView<Project>>>();

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
