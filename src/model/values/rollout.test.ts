import { expect, it } from 'vitest';
import { token } from '../token.ts';
import type { Parse } from './parse.ts';
import { decimal, flagName, httpToken, increase, prometheusUrl, surge, weight } from './rollout.ts';

const parsers: Readonly<Record<string, Parse>> = {
  surge: surge('surge'),
  weight,
  increase: increase('increase'),
  decimal: decimal('bound'),
  cookie: httpToken('cookie'),
  flag: flagName,
  prometheus: prometheusUrl,
};

it.each([
  ['surge', '25 %', '25%'],
  ['surge', '007%', '7%'],
  ['surge', '2 instances', '2'],
  ['surge', '0', '0'],
  ['surge', '2.5', 'surge-invalid'],
  ['surge', '-1', 'surge-invalid'],
  ['surge', '1000', 'surge-invalid'],
  ['weight', '10 %', 10],
  ['weight', '99', 99],
  ['weight', '0', 'weight-invalid'],
  ['weight', '100', 'weight-invalid'],
  ['weight', '12.5', 'weight-invalid'],
  ['increase', '150 %', 150],
  ['increase', '0.5', 0.5],
  ['increase', '-1', 'increase-invalid'],
  ['decimal', '-0.5', -0.5],
  ['decimal', '1e-3', 0.001],
  ['decimal', '1e999', 'decimal-invalid'],
  ['decimal', 'Infinity', 'decimal-invalid'],
  ['decimal', '', 'decimal-invalid'],
  ['cookie', 'release', 'release'],
  ['cookie', 'a b', 'token-invalid'],
  ['cookie', 'a;b', 'token-invalid'],
  ['cookie', 'a\r\nSet-Cookie: b', 'token-invalid'],
  ['flag', 'new-checkout', 'new-checkout'],
  ['flag', 'a,b', 'flag-name-invalid'],
  ['flag', '~mirror', 'flag-name-invalid'],
  ['prometheus', 'http://prometheus:9090/', 'http://prometheus:9090'],
  ['prometheus', 'https://p.example.com/tenants/a', 'https://p.example.com/tenants/a'],
  ['prometheus', 'http://[::1]:9090', 'http://[::1]:9090'],
  ['prometheus', 'http://me:secret@p', 'prometheus-url-invalid'],
  ['prometheus', 'http://p?token=x', 'prometheus-url-invalid'],
  ['prometheus', 'http://p:99999', 'prometheus-url-invalid'],
  ['prometheus', 'file:///etc/passwd', 'prometheus-url-invalid'],
  ['prometheus', 'http://p/\nx', 'prometheus-url-invalid'],
])('as %s %j is %j', (kind, text, expected) => {
  const value = parsers[kind]?.(token('a.yaml', 1, 1, text));
  expect(typeof value === 'object' ? value.id : value).toBe(expected);
});

it('shows no password of an address that it refuses', () => {
  const value = prometheusUrl(token('a.yaml', 1, 1, 'http://me:hunter2@p:9090'));
  expect(value).toMatchObject({ message: '"http://***@p:9090" is no address of Prometheus' });
});
