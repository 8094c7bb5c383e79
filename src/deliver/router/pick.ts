export interface Candidate {
  readonly release: string;
  readonly live: boolean;
  readonly inFlight: number;
}

/**
 * Who gets the next request: a release by weight among those with a live instance, then its live instance with the
 * fewest requests in hand. `random` gives numbers from 0 up to 1; undefined when nobody can take it.
 */
export function pick<C extends Candidate>(
  candidates: readonly C[],
  split: Readonly<Record<string, number>>,
  random: () => number,
): C | undefined {
  const live = candidates.filter(candidate => candidate.live && weightOf(candidate.release, split) > 0);
  const releases = [...new Set(live.map(candidate => candidate.release))];
  const release = byWeight(releases, split, random());
  const own = live.filter(candidate => candidate.release === release);
  const fewest = Math.min(...own.map(candidate => candidate.inFlight));
  const idle = own.filter(candidate => candidate.inFlight === fewest);
  // Chance among equals: a fixed order would send the whole trickle of a quiet service to one instance.
  return idle[Math.floor(random() * idle.length)];
}

export const weightOf = (release: string, split: Readonly<Record<string, number>>): number =>
  Object.hasOwn(split, release) ? (split[release] ?? 0) : 0;

function byWeight(
  releases: readonly string[],
  split: Readonly<Record<string, number>>,
  random: number,
): string | undefined {
  const total = releases.reduce((sum, release) => sum + weightOf(release, split), 0);
  let rest = random * total;
  for (const release of releases) {
    rest -= weightOf(release, split);
    if (rest < 0) return release;
  }
  return releases.at(-1);
}
