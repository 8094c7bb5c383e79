/** Functions and settings that scripts share; each script carries only those that it uses. */
export interface Helper {
  readonly name: string;
  readonly lines: readonly string[];
  /** It asks which environment is meant: it stands behind the options. */
  readonly late?: true;
  /** In a project of several services, where each has folders of its own. */
  readonly amongOthers?: readonly string[];
}
