import { describe, expect, it, test } from 'vitest';
import { token } from '../token.ts';
import { host, quantity, resourceName, timeZone } from './cluster.ts';
import { cron } from './cron.ts';
import type { Parse } from './parse.ts';

/** The value, or what is wrong with it. */
function read(parse: Parse, text: string) {
  const value = parse(token('a.yaml', 1, 1, text));
  return typeof value === 'object' ? value.message : value;
}

describe('a schedule', () => {
  it.each([
    ['30 3 * * *', '30 3 * * *'],
    ['  0   9-17/2  *  JAN,JUL  mon-fri ', '0 9-17/2 * JAN,JUL mon-fri'],
    ['*/15 8-18 1,15 * ?', '*/15 8-18 1,15 * ?'],
    ['5/20 * * * 0', '5/20 * * * 0'],
    ['0 0 29 2 *', '0 0 29 2 *'],
    ['@daily', '@daily'],
  ])('%j is good', (text, expected) => {
    expect(read(cron, text)).toBe(expected);
  });

  it.each([
    ['0 3 * *', 'it has 4 fields, not five'],
    ['0 0 3 * * *', 'it has 6 fields, not five'],
    ['60 3 * * *', '"60" is no minute: 0 to 59'],
    ['0 24 * * *', '"24" is no hour: 0 to 23'],
    ['0 3 0 * *', '"0" is no day of the month: 1 to 31'],
    [
      '0 3 * 13 *',
      '"13" is no month: 1 to 12, or jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec',
    ],
    ['0 3 * * 7', '"7" is no day of the week: 0 to 6, or sun, mon, tue, wed, thu, fri, sat'],
    ['0 3 * * fri-mon', '"fri-mon" is no day of the week: 0 to 6, or sun, mon, tue, wed, thu, fri, sat'],
    ['*/0 * * * *', '"*/0" is no minute: 0 to 59'],
    ['1, * * * *', '"" is no minute: 0 to 59'],
    ['0 0 30 2 *', 'no month of those has that day: it never runs'],
    ['0 0 31 APR,JUN *', 'no month of those has that day: it never runs'],
    ['@reboot', 'a name is one of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly'],
  ])('%j is none', (text, reason) => {
    expect(read(cron, text)).toBe(`"${text}" is not a schedule: ${reason}`);
  });

  it('that names a day of the week runs although its date never comes', () => {
    expect(read(cron, '0 0 31 2 MON')).toBe('0 0 31 2 MON');
  });
});

test.each(['Europe/Berlin', 'Etc/UTC', 'America/Argentina/Buenos_Aires'])('%s is a time zone', name => {
  expect(read(timeZone, name)).toBe(name);
});

test.each(['europe/berlin', 'Europe/Berln', 'Local', '+01:00', 'TZ=UTC', ''])('%j is no time zone', name => {
  expect(read(timeZone, name)).toBe(`"${name}" is not a time zone`);
});

test('a time zone in the wrong case is told how it is spelt', () => {
  expect(timeZone(token('a.yaml', 1, 1, 'europe/berlin'))).toMatchObject({
    fix: 'did you mean "Europe/Berlin"?',
  });
});

test.each([
  ['Orders.Example.com', 'orders.example.com'],
  ['*.example.com', '*.example.com'],
  ['https://orders.example.com', '"https://orders.example.com" is not a host'],
  ['10.0.0.1', '"10.0.0.1" is not a host'],
  ['a..b', '"a..b" is not a host'],
])('as a host %j is %j', (text, expected) => {
  expect(read(host, text)).toBe(expected);
});

test.each(['100', '0.5', '500m', '10k', '2Gi'])('%s is a quantity', text => {
  expect(read(quantity('target'), text)).toBe(text);
});

test.each(['0', '-1', '1e3', '5 req/s'])('%s is no quantity of something', text => {
  expect(read(quantity('target'), text)).toMatch('target');
});

test.each([
  ['configmaps', 'configmaps'],
  ['leases.coordination.k8s.io', 'leases.coordination.k8s.io'],
  ['pods/log', 'pods/log'],
  ['*', '"*" is not a kind of object of Kubernetes'],
  ['ConfigMap', '"ConfigMap" is not a kind of object of Kubernetes'],
])('as what a service may do something with %j is %j', (text, expected) => {
  expect(read(resourceName, text)).toBe(expected);
});
