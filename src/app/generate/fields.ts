import { nearest } from '../../model/names.ts';
import type { Project } from '../../model/service.ts';
import { type Scalar, servicePath } from '../../model/traced.ts';

/** Every scalar of the project by the path of its field, in the order of the project; see model/traced.ts. */
export function fieldsOf(project: Project): Map<string, Scalar> {
  const fields = new Map<string, Scalar>();
  for (const service of project.services) flatten(service, servicePath(project, service.name), fields);
  for (const resource of project.resources) flatten(resource, `resources.${resource.name}`, fields);
  for (const name of project.environments) fields.set(`environments.${name}`, name);
  return fields;
}

function flatten(value: unknown, path: string, into: Map<string, Scalar>): void {
  if (Array.isArray(value))
    value.forEach((item, index) => flatten(item, `${path}.${keyOf(item, index)}`, into));
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) flatten(item, `${path}.${key}`, into);
  else if (value !== undefined) into.set(path, value as Scalar);
}

/** Items that have a name are addressed by it. */
function keyOf(item: unknown, index: number): string | number {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined;
  return typeof name === 'string' ? name : index;
}

export type FieldMatch =
  | { readonly found: readonly string[] }
  | { readonly ambiguous: readonly string[] }
  | { readonly unknown: true; readonly suggestion: string | undefined };

/** What a person means by `asked`: a field, all fields below a path, or the end of one path. */
export function matchField(asked: string, fields: readonly string[]): FieldMatch {
  for (const path of [asked, `service.${asked}`]) {
    const found = fields.filter(field => field === path || field.startsWith(`${path}.`));
    if (found.length > 0) return { found };
  }
  // Where there are several services, `service.port` is asked of each.
  const rest = /^service\.(.+)$/.exec(asked)?.[1];
  const each = rest === undefined ? [] : fields.filter(field => isOfService(field, rest));
  if (each.length > 0) return { ambiguous: each };
  const ends = fields.filter(field => field.endsWith(`.${asked}`));
  if (ends.length === 1) return { found: ends };
  if (ends.length > 1) return { ambiguous: ends };
  return { unknown: true, suggestion: suggest(asked, fields) };
}

/** Near a whole path, a path without `service.`, or a last part. */
function suggest(asked: string, fields: readonly string[]): string | undefined {
  const short = new Map(fields.map(field => [field.replace(/^service\./, ''), field]));
  const last = new Map(fields.map(field => [field.slice(field.lastIndexOf('.') + 1), field]));
  for (const names of [new Map(fields.map(field => [field, field])), short, last]) {
    const name = nearest(asked, [...names.keys()]);
    if (name !== undefined) return names.get(name);
  }
  return undefined;
}

function isOfService(field: string, rest: string): boolean {
  const parts = rest.split('.').length + 2;
  return field.startsWith('services.') && field.endsWith(`.${rest}`) && field.split('.').length === parts;
}
