import type { Place } from '../../errors/problem.ts';
import type { Origin, SourcedProject } from '../../model/origins.ts';
import { servicePath } from '../../model/traced.ts';

/** Where the fields of one service come from. */
export interface ServiceOrigins {
  readonly of: (field: string) => Origin | undefined;
  /** The place in a document; nothing for a default or an option. */
  readonly at: (field: string) => Place | undefined;
}

export function serviceOrigins({ project, origins }: SourcedProject, service: string): ServiceOrigins {
  const of = (field: string) => origins.get(`${servicePath(project, service)}.${field}`);
  const at = (field: string) => {
    const found = of(field);
    return found?.from === 'document' ? found.at : undefined;
  };
  return { of, at };
}

/** The place as an option of a problem. */
export const placed = (at: Place | undefined): { readonly at?: Place } => (at ? { at } : {});
