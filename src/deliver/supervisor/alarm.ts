/** setTimeout holds 31 bits; a longer wait is taken in pieces. */
const longestTimerMs = 2 ** 31 - 1;

export interface Alarm {
  cancel(): void;
}

/** Calls `act` in `ms`, however long that is; at once when it is over already. */
export function setAlarm(ms: number, act: () => void): Alarm {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const piece = Math.max(0, Math.min(left, longestTimerMs));
    timer = setTimeout(() => (left > piece ? wait(left - piece) : act()), piece);
  };
  wait(ms);
  return { cancel: () => clearTimeout(timer) };
}
