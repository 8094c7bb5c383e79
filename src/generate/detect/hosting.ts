import type { PipelineProduct } from '../../model/pipeline/product.ts';
import { looksSecret } from '../../model/secrets/value.ts';
import { token } from '../../model/token.ts';
import { isProblem } from '../../model/values/parse.ts';
import { repositoryUrl } from '../../model/values/text.ts';
import { assumed, type Candidate, type Finding } from './finding.ts';
import { type GitConfig, remoteOf } from './git-remote.ts';
import { pipelineProductOf } from './pipeline-product.ts';
import type { Repository } from './repository.ts';
import type { Settling } from './settle.ts';

/** Where a repository is kept, and what runs its pipelines. */
export interface Hosting {
  /** The address that a controller in a cluster fetches from; never with a login in it. */
  readonly repository?: Finding<string> | undefined;
  /** The way from its top to the project. */
  readonly folder?: Finding<string> | undefined;
  readonly pipeline?: Finding<PipelineProduct> | undefined;
}

export function hostingOf(repository: Repository, git: GitConfig | undefined, settling: Settling): Hosting {
  const remote = git && remoteOf(git);
  const address = remote && addressOf(remote, settling);
  const way = 'the way from the top of the repository to here';
  return {
    repository: address,
    folder: address && git?.folder !== undefined ? { ...assumed(git.folder, way), others: [] } : undefined,
    pipeline: pipelineProductOf(repository, remote),
  };
}

/** An address that cannot be used is named without its text, which may hold a secret in a place where none belongs. */
function addressOf(remote: Candidate<string>, settling: Settling): Finding<string> | undefined {
  const value = repositoryUrl(token('', 1, 1, remote.value));
  const isAddress = !isProblem(value);
  if (isAddress && !looksSecret(value)) return { ...remote, value, others: [] };
  const reason = isAddress
    ? 'the address of the remote holds what looks like a secret'
    : 'the remote is no address over https, or over ssh as the user git, that a cluster can fetch from';
  settling.leaveOut('repository', reason, remote);
  return undefined;
}
