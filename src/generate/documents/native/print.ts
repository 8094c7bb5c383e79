import { stringify } from 'yaml';
import type { Scalar } from '../../../model/facts.ts';
import type { Project, Service } from '../../../model/service.ts';
import { resources, service as serviceShape } from '../../../model/shape/project.ts';
import type { Shape } from '../../../model/shape/shape.ts';
import { keyOf } from './form.ts';

/**
 * The project as devops-flow.yaml: what reads it again makes the same project, apart from the documents that it came
 * from. Everything is said, defaults too; empty lists and records are left out.
 */
export function printNative(project: Project): string {
  const [only, ...others] = project.services;
  const services =
    only && others.length === 0
      ? [...printService(only)]
      : [['services', new Map(project.services.map(one => [one.name, withoutName(one)]))] as const];
  const shelf = printNode(project.resources, resources);
  const document = new Map<string, unknown>([...services, ...(shelf ? [['resources', shelf] as const] : [])]);
  // Aliases would only save bytes; lines are not folded, so that a text stays findable.
  return stringify(document, { compat: 'yaml-1.1', aliasDuplicateObjects: false, lineWidth: 0 });
}

function printService(service: Service): Map<string, unknown> {
  const fields = Object.entries(serviceShape.fields).flatMap(([field, shape]) => {
    const value = printNode((service as unknown as Readonly<Record<string, unknown>>)[field], shape);
    return value === undefined ? [] : [[keyOf(field), value] as const];
  });
  return new Map(fields);
}

function withoutName(service: Service): Map<string, unknown> {
  const fields = printService(service);
  fields.delete('name');
  return fields;
}

type Plain = Scalar | Map<string, unknown> | readonly unknown[];

/** Undefined for what need not be said. Keys live in Maps, so that none can reach a prototype. */
function printNode(value: unknown, shape: Shape): Plain | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape.kind === 'scalar') return shape.json ? jsonNode(value as string) : (value as Scalar);
  if (shape.kind === 'list') return Array.isArray(value) && value.length > 0 ? value : undefined;
  if (shape.kind === 'record') return printFields(value, shape.fields);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (shape.kind === 'rows') return value.flatMap(item => printFields(item, shape.fields) ?? []);
  const items = value as readonly { readonly name: string }[];
  return new Map(items.map(item => [item.name, printFields(item, shape.fields) ?? null]));
}

/** Mappings and lists as such; anything else as its JSON, which a text that looks like another value needs. */
function jsonNode(text: string): Plain {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Plain) : text;
}

function printFields(
  value: unknown,
  fields: Readonly<Record<string, Shape>>,
): Map<string, unknown> | undefined {
  const known = value as Readonly<Record<string, unknown>>;
  const printed = Object.entries(fields).flatMap(([field, shape]) => {
    const node = printNode(known[field], shape);
    return node === undefined ? [] : [[field, node] as const];
  });
  return printed.length === 0 ? undefined : new Map(printed);
}
