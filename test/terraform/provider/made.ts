import { createHash } from 'node:crypto';
import type { Block, Type } from '../schema.ts';
import { changed } from './plan.ts';
import { textFor } from './texts.ts';
import { isValues, unknown, type Value, type Values } from './value.ts';

/** Of whom a value is asked for. */
export interface Owner {
  /** `aws_vpc` */
  readonly type: string;
  readonly name: string;
  /** Hexadecimal digits that no other one has. */
  readonly digits: string;
  readonly region: string;
  readonly project: string;
}

let count = 0;
const next = (): string => String((count += 1));

/**
 * A resource as it is when it has been made: all that was unknown has a value of its type that its name leads one to expect.
 *
 * @param key what is made with the same key is the same
 */
export function made(
  type: string,
  block: Block,
  planned: Values,
  config: Values,
  key: string = next(),
): Values {
  const owner = ownerOf(type, planned, config, key);
  return changed(block, planned, (name, attribute, value) => filled(attribute.type, name, value, owner));
}

/** A value with all that is unknown in it filled in. */
function filled(type: Type, name: string, value: Value, owner: Owner): Value {
  if (value === unknown) return plausible(type, name, owner);
  if (typeof type === 'string') return value;
  const [kind, of] = type;
  if (kind === 'object')
    return mapped(value, (its, field) => filled(of[field] ?? 'dynamic', field, its, owner));
  if (kind === 'map') return mapped(value, its => filled(of, name, its, owner));
  return Array.isArray(value) ? value.map((its: Value) => filled(of, name, its, owner)) : value;
}

const mapped = (value: Value, change: (value: Value, field: string) => Value): Value =>
  isValues(value)
    ? Object.fromEntries(Object.entries(value).map(([field, its]) => [field, change(its, field)]))
    : value;

function ownerOf(type: string, values: Values, config: Values, key: string): Owner {
  const digits = createHash('sha1').update(`${type} ${key}`).digest('hex');
  return {
    type,
    digits,
    name:
      text(values['name']) ?? text(values['bucket']) ?? `${type.replaceAll('_', '-')}-${digits.slice(0, 8)}`,
    region: text(values['region']) ?? text(values['location']) ?? text(config['region']) ?? 'us-east-1',
    project: text(config['project']) ?? 'project',
  };
}

const text = (value: Value | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function plausible(type: Type, name: string, owner: Owner): Value {
  if (type === 'string') return textFor(name, owner);
  if (type === 'number') return name.endsWith('port') ? 5432 : 1;
  if (type === 'bool') return false;
  if (type === 'dynamic') return null;
  const [kind, of] = type;
  if (kind === 'object')
    return Object.fromEntries(
      Object.entries(of).map(([field, its]) => [field, plausible(its, field, owner)]),
    );
  if (kind === 'map') return {};
  // One is enough for `one(…)` and for `[0]`; two texts could not be told apart.
  return [plausible(of, name.replace(/s$/, ''), owner)];
}
