/** How the shapes of the model are called in devops-flow.yaml. */
import { service } from '../../../model/shape/project.ts';
import type { Shape } from '../../../model/shape/shape.ts';

/**
 * The fields of a service by their key in the document. What the model calls `resources`, processors and memory, is
 * `compute` here: at the top `resources` are the databases and queues that services share.
 */
export const serviceFields: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(service.fields).map(([field, shape]) => [keyOf(field), shape]),
);

/** The key of a field of the service. */
export function keyOf(field: string): string {
  return field === 'resources' ? 'compute' : field;
}

/** The field that a key of the service stands for. */
export function fieldOf(key: string): string {
  return key === 'compute' ? 'resources' : key;
}
