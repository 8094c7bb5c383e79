import { problem } from '../../errors/index.ts';
import type { Parse } from './parse.ts';

interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  /** The first stands for `least`. */
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** As the controller of CronJobs reads them: unlike in crontab(5), Sunday is 0 only. */
const minute: Field = { what: 'minute', least: 0, most: 59, names: [] };
const hour: Field = { what: 'hour', least: 0, most: 23, names: [] };
const dayOfMonth: Field = { what: 'day of the month', least: 1, most: 31, names: [] };
const month: Field = { what: 'month', least: 1, most: 12, names: months };
const dayOfWeek: Field = { what: 'day of the week', least: 0, most: 6, names: days };
const fields = [minute, hour, dayOfMonth, month, dayOfWeek];

const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const longestMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A schedule of cron, with one space between its fields: "0 3 * * MON-FRI", "@daily". */
export const cron: Parse<string> = ({ text, at }) => {
  const shown = text.trim();
  const invalid = (reason: string) => problem('cron-invalid', { text: shown, reason }, { at });
  if (shown.startsWith('@'))
    return nicknames.includes(shown) ? shown : invalid(`a name is one of ${nicknames.join(', ')}`);
  const parts = shown.slice(0, 256).split(/\s+/);
  if (parts.length !== fields.length) return invalid(`it has ${parts.length} fields, not five`);
  const faults = fields.flatMap((field, i) => faultOf(field, parts[i] ?? '') ?? []);
  if (faults[0] !== undefined) return invalid(faults[0]);
  const [, , date = '', inMonth = '', weekday = ''] = parts;
  return isNever(date, inMonth, weekday)
    ? invalid('no month of those has that day: it never runs')
    : parts.join(' ');
};

/** What is wrong with one field; undefined for a good one. */
function faultOf(field: Field, text: string): string | undefined {
  const bad = text.split(',').find(item => valuesOf(field, item).length === 0);
  if (bad === undefined) return undefined;
  const words = field.names.length > 0 ? `, or ${field.names.join(', ')}` : '';
  return `"${bad}" is no ${field.what}: ${field.least} to ${field.most}${words}`;
}

/** The numbers that one item of a field stands for; none for one that is wrong. */
function valuesOf(field: Field, item: string): readonly number[] {
  const match = /^(?:[*?]|([a-z0-9]{1,3})(?:(-)([a-z0-9]{1,3}))?)(?:\/(\d{1,2}))?$/i.exec(item);
  if (!match) return [];
  const [, first, dash, last, step] = match;
  const from = first === undefined ? field.least : numberOf(field, first);
  // "5/15" begins at 5 and goes to the end.
  const open = first === undefined || (step !== undefined && dash === undefined);
  const to = open ? field.most : last === undefined ? from : numberOf(field, last);
  const by = step === undefined ? 1 : Number(step);
  if (from === undefined || to === undefined || from > to || by === 0) return [];
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);
}

function numberOf({ least, most, names }: Field, text: string): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  const value = index === -1 ? (/^\d{1,2}$/.test(text) ? Number(text) : Number.NaN) : index + least;
  return value >= least && value <= most ? value : undefined;
}

const all = (field: Field, text: string) => text.split(',').flatMap(item => valuesOf(field, item));

/** February 30. A day of the week that is named too is another chance. */
function isNever(date: string, inMonth: string, weekday: string): boolean {
  if (!/^[*?]/.test(weekday)) return false;
  const earliest = Math.min(...all(dayOfMonth, date));
  return all(month, inMonth).every(value => earliest > (longestMonth[value - 1] ?? 0));
}
