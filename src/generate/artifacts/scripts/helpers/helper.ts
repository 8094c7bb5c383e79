/** Functions and settings that scripts share; each script carries only those that it uses. */
export interface Helper {
  readonly name: string;
  readonly lines: readonly string[];
  /** In a project of several services, where each has folders of its own. */
  readonly amongOthers?: readonly string[];
}
