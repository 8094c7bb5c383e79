/** The check is itself tried: every mistake is made once, and has to be found where it was made. */
import { Random } from '../../fuzz/random.ts';
import type { Tally } from '../../suite/tally.ts';
import { type Mistake, mistakesIn } from './mistakes.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Checked {
  readonly type: string;
  readonly own: Fields;
  readonly check: (resource: Fields) => readonly string[];
}

interface Tried extends Mistake {
  readonly found: readonly string[];
}

/** Chooses what is shown. */
const seed = 20261123;
/** So many of each kind are shown. */
const share = 6;

export function tryMistakes(resources: readonly Checked[], tally: Tally): void {
  const random = new Random(seed);
  const tried = new Map<string, Map<string, Tried>>();
  for (const { type, own, check } of resources) {
    const right = check(own);
    const isNewer = (at: string) => right.some(fault => fault.startsWith(`${at} `));
    for (const [kind, mistakes] of Object.entries(mistakesIn(type, own))) {
      const all = tried.get(kind) ?? new Map<string, Tried>();
      tried.set(kind, all);
      for (const mistake of mistakes.filter(({ said, at }) => !all.has(said) && !isNewer(at))) {
        const found = check(mistake.wrong).filter(
          fault => !right.includes(fault) && fault.startsWith(mistake.at),
        );
        all.set(mistake.said, { ...mistake, found });
      }
    }
  }
  for (const [kind, all] of tried) {
    const list = [...all.values()];
    tally.title(`Mistakes, seed ${seed}: ${kind}`);
    tally.faultless(
      `all ${list.length} are found`,
      list.filter(({ found }) => found.length === 0).map(({ said }) => said),
    );
    for (const { said, found } of drawn(list, random))
      tally.judge(`${said}: ${found[0] ?? 'not found'}`, found.length > 0);
  }
}

/** Some of a list, as chance has it. */
function drawn<T>(list: readonly T[], random: Random): readonly T[] {
  const left = [...list];
  return Array.from({ length: Math.min(share, left.length) }, () =>
    left.splice(random.below(left.length), 1),
  ).flat();
}
