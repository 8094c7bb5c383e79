import { describe, expect, it } from 'vitest';
import { copies } from './copied-paths.ts';

describe('a Dockerfile copies a file by name', () => {
  it.each([
    ['COPY scripts/start.sh /', true],
    ['COPY ./scripts/start.sh /', true],
    ['COPY scripts/ /', true],
    ['COPY ["package.json", "scripts/*.sh", "/"]', true],
    ['ADD --chown=app scripts/st?rt.sh /', true],
    ['COPY scripts/[r-t]*.sh /', true],
    ['COPY --from=build scripts/start.sh /', false],
    ['COPY . .', false],
    ['COPY *.sh /', false],
    ['COPY scripts/stop.sh /scripts/start.sh', false],
    ['RUN scripts/start.sh /', false],
  ])('%s', (line, expected) => {
    expect(copies(`FROM scratch\n${line}\n`, 'scripts/start.sh')).toBe(expected);
  });

  it('whatever the wildcards: their time is bounded', () => {
    const line = `COPY ${'*a'.repeat(200)}b /`;
    expect(copies(`FROM scratch\n${line}\n`, 'a'.repeat(250))).toBe(false);
  });
});
