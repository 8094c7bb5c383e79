import type { JournalEntry } from '../../src/deliver/engine/store-port.ts';
import type { OpenStore } from '../../src/store/store.ts';

/** What a deploy is about to do, or has just written down to do. */
export const moments = ['lock', 'start', 'health', 'shift', 'drain', 'commit', 'rollback'] as const;
export type Moment = (typeof moments)[number];

/** When the controller signals itself: just before, or just after, one of its durable steps. */
export interface Kill {
  /** The n-th from 1, or the first that stands for the moment. */
  readonly step: number | Moment;
  readonly when: 'before' | 'after';
  /** SIGKILL where nothing is said. */
  readonly signal?: 'SIGSTOP';
  /** The lease of one that is stopped is free after 1.5 s, and not after the ten of the product. */
  readonly isSoonSilent?: boolean;
}

interface Step {
  readonly number: number;
  readonly moment: Moment | undefined;
}

/**
 * A store whose process is killed, or stopped, around one of its durable steps: the begin of a deploy, each entry of the
 * journal, the record at its end. `taken` is told the number of each step.
 */
export function killingStore(
  store: OpenStore,
  kill: Kill | undefined,
  taken: (step: number) => void,
): OpenStore {
  let number = 0;
  let isDone = false;
  const signalIf = (when: Kill['when'], step: Step) => {
    if (isDone || !kill || kill.when !== when) return;
    if (kill.step !== step.number && kill.step !== step.moment) return;
    isDone = true;
    process.kill(process.pid, kill.signal ?? 'SIGKILL');
  };
  const enter = (moment: Moment | undefined): Step => {
    number += 1;
    const step = { number, moment };
    signalIf('before', step);
    return step;
  };
  const leave = (step: Step) => {
    taken(step.number);
    signalIf('after', step);
  };
  const atOnce = <T>(moment: Moment, act: () => T): T => {
    const step = enter(moment);
    const result = act();
    leave(step);
    return result;
  };
  return {
    ...store,
    begin: (...args) => atOnce('lock', () => store.begin(...args)),
    finish: (...args) => atOnce('commit', () => store.finish(...args)),
    append: async (...args) => {
      const step = enter(momentOf(args[2]));
      await store.append(...args);
      leave(step);
    },
  };
}

function momentOf({ effects }: JournalEntry): Moment | undefined {
  for (const effect of effects) {
    if (effect.do === 'ensure') return 'start';
    if (effect.do === 'smoke') return 'health';
    if (effect.do === 'drain') return 'drain';
    if (effect.do !== 'set-split') continue;
    if (effect.phase === 'rollback') return 'rollback';
    if (effect.phase === 'shift') return 'shift';
  }
  return undefined;
}
