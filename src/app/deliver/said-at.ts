import type { Place } from '../../errors/problem.ts';
import type { Origin, SourcedProject } from '../../model/origins.ts';
import { servicePath } from '../../model/traced.ts';

/** Where the fields of one service come from. */
export interface Said {
  readonly origin: (field: string) => Origin | undefined;
  /** The place in a document; nothing for a default or an option. */
  readonly at: (field: string) => Place | undefined;
}

export function saidOf({ project, origins }: SourcedProject, service: string): Said {
  const origin = (field: string) => origins.get(`${servicePath(project, service)}.${field}`);
  const at = (field: string) => {
    const found = origin(field);
    return found?.from === 'document' ? found.at : undefined;
  };
  return { origin, at };
}

/** The place as an option of a problem. */
export const placed = (at: Place | undefined): { readonly at?: Place } => (at ? { at } : {});
