import type { ComposeFile } from './containers/compose.ts';
import type { ImageBuild } from './containers/dockerfile.ts';
import type { Candidate } from './finding.ts';
import type { Program } from './program.ts';
import type { Repository } from './repository.ts';
import type { Settling } from './settle.ts';

/** What a document beside devops-flow.yaml says about the service; it counts before all else. */
export interface Said {
  readonly name?: Candidate<string>;
  readonly port?: Candidate<number>;
}

/** Everything that speaks about one service. */
export interface Clues {
  readonly repository: Repository;
  readonly program: Program;
  readonly image?: ImageBuild | undefined;
  readonly compose?: ComposeFile | undefined;
  readonly said: Said;
  readonly settling: Settling;
}
