export interface Post {
  readonly path: string;
  /** JSON text. */
  readonly body: string;
  /** The id of what was stored, from the body of a 2xx answer. */
  readonly idOf: (responseBody: string) => string | undefined;
}

/** What the load asks for. */
export interface Workload {
  /** The path of the next GET. */
  readonly get: () => string;
  readonly post: () => Post;
}
