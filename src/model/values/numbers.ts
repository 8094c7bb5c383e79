import { problem } from '../../errors/index.ts';
import type { Token } from '../token.ts';
import type { Parse } from './parse.ts';

/** The largest count that anything here may have: more is a slip of the finger. */
const most = 1_000_000;

/** A whole number from `least` up; a unit word behind it is allowed ("10 instances"). */
export function count(what: string, least = 1): Parse<number> {
  return ({ text, at }) => {
    const match = /^(\d{1,9})(?: [a-z]{1,20})?$/i.exec(text.trim());
    const value = Number(match?.[1]);
    return match && value >= least && value <= most
      ? value
      : problem('number-invalid', { what, text, least }, { at });
  };
}

export const port: Parse<number> = ({ text, at }) => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 65535 ? value : problem('port-invalid', { text }, { at });
};

/** A share from 0 to 100: "1 %", "0.5%", "1". */
export function percent(what: string): Parse<number> {
  return ({ text, at }) => {
    const match = /^(\d{1,3}(?:\.\d{1,6})?) ?(?:%|percent)?$/i.exec(text.trim());
    const value = Number(match?.[1]);
    return match && value <= 100 ? value : problem('percent-invalid', { what, text }, { at });
  };
}

const second = 1;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const units: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map(word => [word, second] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map(word => [word, minute] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map(word => [word, hour] as const),
  ...['d', 'day', 'days'].map(word => [word, day] as const),
  ...['w', 'week', 'weeks'].map(word => [word, 7 * day] as const),
  ...['month', 'months'].map(word => [word, 30 * day] as const),
  ...['y', 'year', 'years'].map(word => [word, 365 * day] as const),
  ['ms', 0.001],
]);

/** A duration in seconds. A number alone counts in `unit`. */
function duration({ text }: Token, unit: number): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,3})?) ?([a-z]{0,10})$/i.exec(text.trim());
  if (!match) return undefined;
  const factor = match[2] === '' ? unit : units.get((match[2] ?? '').toLowerCase());
  return factor === undefined ? undefined : Math.round(Number(match[1]) * factor * 1000) / 1000;
}

/** Seconds: "20", "20 s", "5 minutes". */
export function seconds(what: string): Parse<number> {
  return token =>
    duration(token, second) ?? problem('duration-invalid', { what, text: token.text }, { at: token.at });
}

/** Whole days, rounded up: "30 days", "2 weeks", "90"; a month has 30 days, a year 365. */
export function days(what: string): Parse<number> {
  return token => {
    const value = duration(token, day);
    return value === undefined
      ? problem('duration-invalid', { what, text: token.text }, { at: token.at })
      : Math.ceil(value / day);
  };
}

/** Milliseconds: "250", "250 ms", "0.25 s". */
export function milliseconds(what: string): Parse<number> {
  return ({ text, at }) => {
    const match = /^(\d{1,9}(?:\.\d{1,6})?) ?([a-z]{0,10})$/i.exec(text.trim());
    const unit = (match?.[2] ?? '').toLowerCase();
    const factor = unit === '' ? 1 : (units.get(unit) ?? Number.NaN) * 1000;
    const value = Math.round(Number(match?.[1]) * factor * 1000) / 1000;
    return value > 0 ? value : problem('duration-invalid', { what, text }, { at });
  };
}

/** Requests per second: "50", "50 req/s", "600 requests per minute". */
export function requestRate(what: string): Parse<number> {
  return ({ text, at }) => {
    const match =
      /^(\d{1,9}(?:\.\d{1,6})?) ?(?:rps|(?:requests?|reqs?)?(?: ?\/ ?| per )([a-z]{1,7}))?$/i.exec(
        text.trim(),
      );
    const factor = match?.[2] === undefined ? 1 : units.get(match[2].toLowerCase());
    const value = Math.round((Number(match?.[1]) / (factor ?? Number.NaN)) * 1000) / 1000;
    return value > 0 ? value : problem('rate-invalid', { what, text }, { at });
  };
}

/** A status of HTTP (RFC 9110): "201", "201 Created". */
export function status(what: string): Parse<number> {
  return ({ text, at }) => {
    const match = /^([1-5]\d\d)(?: [A-Za-z][A-Za-z -]{0,40})?$/.exec(text.trim());
    return match ? Number(match[1]) : problem('status-invalid', { what, text }, { at });
  };
}
