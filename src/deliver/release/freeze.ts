import { type FreezeTime, freezeTime } from '../../model/values/freeze.ts';

/** A time in which nothing new is rolled out; going back is always allowed. */
export interface FreezeWindow {
  /** "fri 16:00" (every week), or "2026-12-20 00:00" (once), on the clock of `zone`. */
  readonly from: string;
  /** Of the same form as `from`; not part of the window. */
  readonly to: string;
  /** Name of the IANA time zone database, such as "Europe/Berlin". */
  readonly zone: string;
  readonly reason: string;
}

const minuteMs = 60_000;
const weekMinutes = 7 * 24 * 60;

/** The window that holds at `at` (ms since the epoch), with its end in the same unit; undefined when none does. */
export function frozenAt(
  windows: readonly FreezeWindow[],
  at: number,
): { readonly window: FreezeWindow; readonly until: number } | undefined {
  for (const window of windows) {
    const left = minutesLeft(window, at);
    if (left > 0) return { window, until: at + left * minuteMs - (at % minuteMs) };
  }
  return undefined;
}

/** From the minute that holds `at` to the end of the window; 0 outside of it. */
function minutesLeft({ from, to, zone }: FreezeWindow, at: number): number {
  const [begin, end] = [freezeTime(from), freezeTime(to)];
  if (!begin || !end) return 0;
  const now = shownMinute(at, zone);
  if (begin.form === 'once') return now >= begin.minute && now < end.minute ? end.minute - now : 0;
  const since = weekly(now + sundayOffset - begin.minute);
  const length = weekly(end.minute - begin.minute);
  return since < length ? length - since : 0;
}

const weekly = (minutes: FreezeTime['minute']): number =>
  ((minutes % weekMinutes) + weekMinutes) % weekMinutes;

/** The epoch began on a Thursday, the week begins on Sunday. */
const sundayOffset = 4 * 24 * 60;

/** What the clock of the zone shows, as minutes since the epoch on a clock without zone. */
function shownMinute(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / minuteMs;
}
