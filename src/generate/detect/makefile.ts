import type { Candidate } from './finding.ts';
import type { Repository } from './repository.ts';
import { search } from './search.ts';

/** `make TARGET`, where the team has written that target. */
export function makeTarget(repository: Repository, target: 'test' | 'lint'): Candidate<string> | undefined {
  const hit = search(
    repository,
    ['Makefile', 'makefile', 'GNUmakefile'],
    new RegExp(`^(${target})\\s*:(?!=)`),
  );
  return hit && { value: `make ${target}`, found: hit.found };
}
