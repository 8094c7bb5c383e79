import type { ComposeFile } from './containers/compose.ts';
import type { ImageBuild } from './containers/dockerfile.ts';
import type { Program } from './program.ts';
import type { Repository } from './repository.ts';
import type { Settling } from './settle.ts';

/** Everything that speaks about one service. */
export interface Clues {
  readonly repository: Repository;
  readonly program: Program;
  readonly image?: ImageBuild | undefined;
  readonly compose?: ComposeFile | undefined;
  readonly settling: Settling;
}
