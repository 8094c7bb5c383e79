import type { callFaults, diskFaults, Point, worldFaults } from '../../simulation/faults.ts';
import { type Moment, moments } from '../killing-store.ts';
import { faults } from './faults.ts';

type SimulatedKind = (typeof callFaults)[number] | (typeof worldFaults)[number] | (typeof diskFaults)[number];

/** A fault that no test can cause for real without another kernel or another disk. */
interface Simulated {
  readonly name: string;
  readonly kind: SimulatedKind;
  /** It comes at a call of the controller, and not at a time. */
  readonly isAtCalls: boolean;
}

const simulated: readonly Simulated[] = [
  { name: 'I/O error', kind: 'fail', isAtCalls: true },
  { name: 'clock jumps', kind: 'clock-jump', isAtCalls: false },
  { name: 'power loss, unsynced writes forgotten', kind: 'power-loss', isAtCalls: false },
];

/** The call of a controller that makes the moment. */
const callAt: Readonly<Record<Moment, Point>> = {
  lock: 'acquire',
  start: 'ensure',
  health: 'probe',
  shift: 'apply',
  drain: 'in-flight',
  commit: 'finish',
  rollback: 'apply',
};

/** The fault matrix as Markdown: each cell says whether it is met for real, or by which fault of the simulation. */
export function matrix(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['fault', ...moments]),
    row(['---', ...moments.map(() => '---')]),
    ...faults.map(({ name }) => row([name, ...moments.map(() => 'real')])),
    ...simulated.map(one => row([one.name, ...moments.map(moment => cellOf(one, moment))])),
  ].join('\n');
}

function cellOf({ kind, isAtCalls }: Simulated, moment: Moment): string {
  return isAtCalls ? `simulated: \`${kind}\` at \`${callAt[moment]}\`` : `simulated: \`${kind}\``;
}
