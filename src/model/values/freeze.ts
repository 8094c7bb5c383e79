/** When a freeze begins and ends. Both ends have one of two forms: "fri 16:00", each week, or "2026-12-20 00:00", once. */
import { problem } from '../../errors/index.ts';
import type { Parse } from './parse.ts';

export interface FreezeTime {
  readonly form: 'weekly' | 'once';
  /** On the clock of the freeze's zone; weekly: since Sunday 00:00, once: since the first of January 1970. */
  readonly minute: number;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const minuteMs = 60_000;

/** Reads the form that a Project holds; undefined for any other text. */
export function freezeTime(text: string): FreezeTime | undefined {
  const [, day = '', clock = ''] = /^([a-z]{3}|\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(text) ?? [];
  const minute = clockMinute(clock);
  if (minute === undefined) return undefined;
  const weekday = days.indexOf(day);
  if (weekday >= 0) return { form: 'weekly', minute: weekday * 1440 + minute };
  const midnight = dateMinute(day);
  return midnight === undefined ? undefined : { form: 'once', minute: midnight + minute };
}

/** What is wrong with a freeze from one time to the other; undefined for a good one. */
export function freezeFault(from: string, to: string): string | undefined {
  const [begin, end] = [freezeTime(from), freezeTime(to)];
  if (!begin || !end) return `it goes from "${from}" to "${to}", and both have to be times`;
  if (begin.form !== end.form) return `"${from}" and "${to}" are not of one form`;
  if (begin.minute === end.minute) return `it ends when it begins, at ${from}`;
  return begin.form === 'once' && begin.minute > end.minute
    ? `it ends before it begins, at ${to}`
    : undefined;
}

/** "Friday 16:00" is "fri 16:00", "2026-12-20" and "2026-12-20T00:00" are "2026-12-20 00:00". */
export const freezeMoment: Parse<string> = ({ text, at }) => {
  const [, date = '', clock = '00:00'] =
    /^([a-z]{3,9}|\d{4}-\d\d-\d\d)(?:[ t]+(\d{1,2}:\d\d))?$/.exec(text.trim().toLowerCase()) ?? [];
  const isDay = days.includes(date) || names.includes(date);
  const moment = `${isDay ? date.slice(0, 3) : date} ${clock.padStart(5, '0')}`;
  return freezeTime(moment) ? moment : problem('freeze-time-invalid', { text }, { at });
};

function clockMinute(clock: string): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number);
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** Date.parse takes the 30th of February for the 2nd of March. */
function dateMinute(date: string): number | undefined {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  return isReal ? midnight / minuteMs : undefined;
}
