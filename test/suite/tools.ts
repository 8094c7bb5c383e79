import { installTools } from '../../src/app/tools.ts';
import type { Problem } from '../../src/errors/index.ts';

export interface Tools {
  /** Where a tool is; undefined where it could not be had. */
  readonly pathOf: (name: string) => string | undefined;
  /** Why some could not be had. */
  readonly problems: readonly Problem[];
}

/** Has tools of the catalogue here, all of them where none is named, and says which of them it installs. */
export async function bringTools(names: readonly string[]): Promise<Tools> {
  const { tools, problems } = await installTools(names, process.env, ({ name, version, from }) =>
    console.error(`installing ${name} ${version} from ${from}`),
  );
  return { pathOf: name => tools.find(tool => tool.name === name)?.path, problems };
}
