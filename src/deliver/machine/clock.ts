export interface Alarm {
  cancel(): void;
}

/** Times in milliseconds. */
export interface Clock {
  /** Since the epoch; jumps when somebody sets the clock. */
  now(): number;
  /** Since some moment in the past; never goes back. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `act` once in `ms`, however long that is; as soon as possible when it is over already. */
  alarm(ms: number, act: () => void): Alarm;
  /** Calls `act` every `ms`, the first time after `ms`. */
  every(ms: number, act: () => void): Alarm;
}
