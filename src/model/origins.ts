import type { Place } from '../errors/problem.ts';
import type { Project } from './service.ts';

/**
 * Where a field's value came from: a place in a document, an option of the command line, or a default and the reason
 * for it. Keys of an origin map are field paths: `service.port`, `service.environments.production.replicas`,
 * `resources.database.version`. Items of a list that have a `name` are addressed by it, others by their index; the
 * environments of the project by their name.
 */
export type Origin =
  | { readonly from: 'document'; readonly at: Place }
  | { readonly from: 'option'; readonly option: string }
  | { readonly from: 'default'; readonly reason: string };

export type Origins = ReadonlyMap<string, Origin>;

/** A project with the memory of where each of its fields came from. */
export interface SourcedProject {
  readonly project: Project;
  readonly origins: Origins;
}
