import { describe, expect, it } from 'vitest';
import { type Fact, named, type Scalar } from './facts.ts';
import { fact, only, reading } from './testing/readings.ts';

const image = (...parts: [field: string, value: Scalar][]): Fact[] =>
  parts.map(([field, value]) => fact(['service', 'image', field], value));
const foreign = (repository: string, ...more: [string, Scalar][]) =>
  only([reading('score', image(['repository', repository], ['built', false], ...more))]);

describe('an image of others without a tag', () => {
  it('gets the newest exact tag that the table knows, and a note at its name says which', () => {
    const facts = image(['built', false], ['repository', 'docker.io/library/busybox']);
    const { service, origins, problems } = only([reading('score', facts)]);
    expect(service.image.tag).toBe('1.38.0-glibc');
    expect(origins.get('service.image.tag')).toEqual({
      from: 'default',
      reason: 'no tag is given: the newest of 2026-08-21, so that a rollback brings the same image back',
    });
    expect(problems).toMatchObject([
      {
        id: 'image-tag-taken',
        severity: 'note',
        message: 'the image docker.io/library/busybox has no tag: 1.38.0-glibc is taken',
        at: facts[1]?.at,
      },
    ]);
  });

  it('gets latest where the table does not know it', () => {
    const { service, origins, problems } = foreign('ghcr.io/acme/busybox');
    expect(service.image.tag).toBe('latest');
    expect(origins.get('service.image.tag')).toEqual({
      from: 'default',
      reason: 'no tag is given, which means the newest image',
    });
    expect(problems).toEqual([]);
  });

  it('is what its digest says, whatever is the newest', () => {
    const { service, origins, problems } = foreign('busybox', ['digest', `sha256:${'a'.repeat(64)}`]);
    expect(service.image.tag).toBe('latest');
    expect(origins.get('service.image.tag')).toMatchObject({
      reason: 'no tag is given, and the digest says which image it is',
    });
    expect(problems).toEqual([]);
  });

  it('may be that of a sidecar, which is called like its image where none is named', () => {
    const sidecar = (name: string) => fact(['service', 'sidecars', named(name), 'name'], name);
    const { service, problems } = only([reading('service', [sidecar('redis'), sidecar('proxy')])]);
    expect(service.sidecars.map(({ image }) => image)).toEqual([
      { repository: 'redis', tag: '8.10.1-trixie', built: false },
      { repository: 'proxy', tag: 'latest', built: false },
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'the image redis has no tag: 8.10.1-trixie is taken',
    ]);
  });
});

describe('the tag of an image', () => {
  it.each(['latest', '1.36', '1.38.0-glibc'])('stays what a document says: %s', tag => {
    const { service, problems } = foreign('busybox', ['tag', tag]);
    expect(service.image.tag).toBe(tag);
    expect(problems).toEqual([]);
  });

  it('may stand in another document than its name', () => {
    const score = reading('score', image(['repository', 'busybox'], ['built', false]));
    const { service, problems } = only([score, reading('service', image(['tag', '1.37.0-glibc']))]);
    expect(service.image.tag).toBe('1.37.0-glibc');
    expect(problems).toEqual([]);
  });

  it('is the version of the service where it is built here, whatever it is called', () => {
    const { service, problems } = only([reading('spec', image(['repository', 'redis']))]);
    expect(service.image).toEqual({ repository: 'redis', tag: '0.1.0', built: true });
    expect(problems).toEqual([]);
  });
});
