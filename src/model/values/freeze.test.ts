import { describe, expect, it } from 'vitest';
import { token } from '../token.ts';
import { freezeFault, freezeMoment, freezeTime } from './freeze.ts';

const moment = (text: string) => {
  const value = freezeMoment(token('a.yaml', 1, 1, text));
  return typeof value === 'object' ? value.id : value;
};

describe('the time at which a freeze begins or ends', () => {
  it.each([
    ['sun 00:00', { form: 'weekly', minute: 0 }],
    ['fri 16:00', { form: 'weekly', minute: 8160 }],
    ['sat 23:59', { form: 'weekly', minute: 10_079 }],
    ['1970-01-02 00:01', { form: 'once', minute: 1441 }],
    ['2028-02-29 12:00', { form: 'once', minute: 30_590_640 }],
  ])('%s', (text, expected) => {
    expect(freezeTime(text)).toEqual(expected);
  });

  it.each([
    '',
    'fri',
    'fri 24:00',
    'fri 16:60',
    'Fri 16:00',
    'fri  16:00',
    '2026-02-30 00:00',
    '2027-02-29 00:00',
  ])('is not %j', text => {
    expect(freezeTime(text)).toBeUndefined();
  });

  it.each([
    ['Friday 16:00', 'fri 16:00'],
    [' FRI 6:05 ', 'fri 06:05'],
    ['wed', 'wed 00:00'],
    ['2026-12-20', '2026-12-20 00:00'],
    ['2026-12-20T08:00', '2026-12-20 08:00'],
    ['friyay 16:00', 'freeze-time-invalid'],
    ['2026-13-01', 'freeze-time-invalid'],
    ['2026-02-30', 'freeze-time-invalid'],
    ['16:00', 'freeze-time-invalid'],
    ['fri 16:00 to mon', 'freeze-time-invalid'],
    ['constructor', 'freeze-time-invalid'],
  ])('may be written as %j', (text, expected) => {
    expect(moment(text)).toBe(expected);
  });
});

describe('a freeze', () => {
  it.each([
    ['fri 16:00', 'mon 06:00', undefined],
    ['mon 06:00', 'fri 16:00', undefined],
    ['2026-12-20 00:00', '2027-01-02 00:00', undefined],
    ['fri 16:00', '2027-01-02 00:00', '"fri 16:00" and "2027-01-02 00:00" are not of one form'],
    ['fri 16:00', 'fri 16:00', 'it ends when it begins, at fri 16:00'],
    ['2027-01-02 00:00', '2026-12-20 00:00', 'it ends before it begins, at 2026-12-20 00:00'],
    ['fri 16:00', '', 'it goes from "fri 16:00" to "", and both have to be times'],
  ])('from %s to %s', (from, to, expected) => {
    expect(freezeFault(from, to)).toBe(expected);
  });
});
