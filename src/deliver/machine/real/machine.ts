import type { Machine } from '../machine.ts';
import { realClock } from './clock.ts';

/** This machine. Only who composes the rooms names it; all others are handed what they need. */
export const realMachine: Machine = { clock: realClock };
