import type { Random } from '../fuzz/random.ts';
import type { CaseName } from './cases.ts';
import type { Kill } from './killing-store.ts';
import type { Point, PointResult } from './point.ts';

/** Says where to kill next, by what came of the point before; undefined when all is done. */
export type Chooser = (last: PointResult | undefined) => Point | undefined;

const killOf = (i: number): Kill => ({ step: Math.floor(i / 2) + 1, when: i % 2 === 0 ? 'before' : 'after' });

/** Before and after step 1, 2, … until it survives; where the recovery dies too, each of its steps for each of the deploy's. */
export function everyPoint(name: CaseName): Chooser {
  let [i, j] = [0, -1];
  const isDouble = name === 'crash while recovering';
  return last => {
    if (last?.kills === 0) return undefined;
    if (isDouble && (last === undefined || last.kills === 2)) j += 1;
    else if (last !== undefined) [i, j] = [i + 1, 0];
    return { kill: killOf(i), ...(isDouble ? { recoveryKill: killOf(j) } : {}), isAlone: false };
  };
}

/** In how many of a hundred the supervisor has to find out by itself, which takes it two seconds. */
const aloneInHundred = 10;
/** Where steps differ from run to run, some points lie behind the end. */
const triesAPoint = 3;

/** An undisturbed run tells the number of steps; then `wanted` of its crash points, as the seed says. */
export function somePoints(name: CaseName, random: Random, wanted: number): Chooser {
  let [kills, tries, steps] = [0, 0, 1];
  return last => {
    if (last === undefined) return { kill: undefined, isAlone: false };
    kills += last.kills;
    steps = last.steps ?? steps;
    tries += 1;
    if (kills >= wanted || tries > wanted * triesAPoint) return undefined;
    const i = random.below(2 * steps);
    const kill = killOf(i);
    if (name !== 'crash while recovering') return { kill, isAlone: random.below(100) < aloneInHundred };
    const left = Math.max(2, 2 * steps - i);
    return { kill, recoveryKill: killOf(random.below(left)), isAlone: random.below(100) < aloneInHundred };
  };
}
