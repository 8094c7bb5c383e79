import { expect, it } from 'vitest';
import { newestTag, seriesTag } from './official-images.ts';

it.each(['busybox', 'library/busybox', 'docker.io/busybox', 'docker.io/library/busybox'])(
  'knows an official image however it is written: %s',
  repository => expect(newestTag(repository)).toBe('1.38.0-glibc'),
);

it.each([
  'ghcr.io/library/busybox',
  'acme/busybox',
  'docker.io/acme/busybox',
  'localhost:5000/busybox',
  'library/library/busybox',
  'docker.io',
  'ubuntu',
  'constructor',
  'bus',
  '',
])('knows nothing of another, or of one that is listed by series only: %j', repository =>
  expect(newestTag(repository)).toBeUndefined(),
);

it.each([
  ['haproxy', '3.4.3-trixie', '3.5-dev5'],
  ['nginx', '1.31.4-trixie', '1.30.4 of the stable series'],
  ['debian', '13.6', '13.6-slim'],
  ['alpine', '3.24.1', '20260805'],
  ['node', '26.7.0-trixie', '24.19.0 of long-term support'],
])('takes of %s the newest release in its plain variant: %s, not %s', (repository, tag) => {
  expect(newestTag(repository)).toBe(tag);
});

it.each<[string, string | undefined, string, string]>([
  ['postgres', '15.3', '15.19-trixie', 'the newest patch of its series'],
  ['postgres', undefined, '18.6-trixie', 'the newest series'],
  ['redis', '7', '7.4.11-bookworm', 'the newest series of that number'],
  ['mysql', '8', '8.4.11-oraclelinux9', 'the newest series of that number'],
  ['postgres', '1', '1', 'not 18 or 14'],
  ['mysql', '5.7', '5.7', 'a version that is not listed is its own tag'],
])('gives %s %s the tag %s: %s', (repository, version, tag) => {
  expect(seriesTag(repository, version)).toBe(tag);
});
