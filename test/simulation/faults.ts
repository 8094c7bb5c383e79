/** What can go wrong, as plain data: a scenario holds a list of these, and each happens at most once. */

/** The calls of a controller that change or look at the world. */
export const points = [
  'acquire',
  'announce',
  'begin',
  'append',
  'finish',
  'release',
  'ensure',
  'stop',
  'trim',
  'stop-at',
  'observe',
  'probe',
  'run-hook',
  'stop-hook',
  'apply',
  'stats',
  'in-flight',
] as const;
export type Point = (typeof points)[number];

export const callFaults = [
  'kill-before',
  'kill-after',
  'pause-before',
  'pause-after',
  'fail',
  'lose-answer',
  'hang',
] as const;

export const worldFaults = [
  'controller-kill',
  'controller-pause',
  'second-controller',
  'interrupt',
  'power-loss',
  'router-kill',
  'supervisor-kill',
  'instance-crash',
  'instance-hang',
  'clock-jump',
] as const;

export const diskFaults = ['disk-error', 'disk-power-loss', 'disk-kill'] as const;

/** At the `nth` call of that kind, counted over all controllers of a run. */
export interface CallFault {
  readonly kind: (typeof callFaults)[number];
  readonly point: Point;
  readonly nth: number;
  /** How long a pause or a hang lasts. */
  readonly ms: number;
}

export interface WorldFault {
  readonly kind: (typeof worldFaults)[number];
  /** Milliseconds after the run began. */
  readonly at: number;
  /** How long it lasts, or how far the clock jumps. */
  readonly ms: number;
  /** Which of several it meets. */
  readonly which: number;
}

/** At the `nth` change of a disk. */
export interface DiskFault {
  readonly kind: (typeof diskFaults)[number];
  readonly nth: number;
}

export type Fault = CallFault | WorldFault | DiskFault;

const isCallFault = (fault: Fault): fault is CallFault => 'point' in fault;
export const isWorldFault = (fault: Fault): fault is WorldFault => 'at' in fault;

/** Deals the faults of a scenario out, call by call, and counts those that happened. */
export class Faults {
  readonly #calls = new Map<string, CallFault>();
  readonly #disk = new Map<number, DiskFault>();
  readonly #counts = new Map<Point, number>();
  #changes = 0;
  /** Faults that happened, by kind, and by kind and point. */
  readonly happened = new Map<string, number>();
  isOver = false;
  /** Before it begins nothing is counted: what serves at first was put there in peace. */
  isArmed = false;

  readonly #told: (kind: Fault['kind'], at: string) => void;

  constructor(faults: readonly Fault[], told: (kind: Fault['kind'], at: string) => void) {
    this.#told = told;
    for (const fault of faults)
      if (isCallFault(fault)) this.#calls.set(`${fault.point}/${fault.nth}`, fault);
      else if (!isWorldFault(fault)) this.#disk.set(fault.nth, fault);
  }

  /** What happens to this call. */
  call(point: Point): CallFault | undefined {
    if (!this.isArmed) return undefined;
    const nth = (this.#counts.get(point) ?? 0) + 1;
    this.#counts.set(point, nth);
    const fault = this.isOver ? undefined : this.#calls.get(`${point}/${nth}`);
    if (fault) this.count(fault.kind, point);
    return fault;
  }

  disk(): DiskFault | undefined {
    if (!this.isArmed) return undefined;
    this.#changes += 1;
    const fault = this.isOver ? undefined : this.#disk.get(this.#changes);
    if (fault) this.count(fault.kind, 'disk');
    return fault;
  }

  count(kind: Fault['kind'], at: string): void {
    this.#told(kind, at);
    const key = `${kind} ${at}`;
    this.happened.set(key, (this.happened.get(key) ?? 0) + 1);
  }
}
