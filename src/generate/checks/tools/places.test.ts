import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTool, toolPlaces } from './places.ts';
import type { Tool } from './tool.ts';

const tool: Tool = {
  name: 'lint',
  version: '1.2.3',
  file: 'lint',
  reads: 'files',
  origin: { from: 'pypi', requirement: 'lint==1.2.3' },
};

const program = (...path: string[]) => {
  const file = join(...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
};

describe('the places of tools', () => {
  it.each([
    ['the home folder', {}, { cache: join(homedir(), '.cache', 'devops-flow', 'tools') }],
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/var/cache/ci' }, { cache: '/var/cache/ci/devops-flow/tools' }],
    [
      'a relative XDG_CACHE_HOME, which counts for none',
      { XDG_CACHE_HOME: 'cache' },
      { cache: join(homedir(), '.cache', 'devops-flow', 'tools') },
    ],
    [
      'DEVOPS_FLOW_TOOLS',
      { DEVOPS_FLOW_TOOLS: '/opt/tools', XDG_CACHE_HOME: '/c' },
      { folder: '/opt/tools', cache: '/c/devops-flow/tools' },
    ],
  ])('are those of %s', (_, env, expected) => {
    expect(toolPlaces(env)).toEqual(expected);
  });
});

describe('a tool', () => {
  const work = mkdtempSync(join(tmpdir(), 'places-'));
  const places = { folder: join(work, 'folder'), cache: join(work, 'cache') };

  it('is nowhere at first, and in another version it is not there either', () => {
    program(places.cache, 'lint-1.2.2', 'bin', 'lint');
    expect(findTool(tool, places)).toBeUndefined();
  });

  it('is found in the cache, and in the folder before that', () => {
    const cached = program(places.cache, 'lint-1.2.3', 'bin', 'lint');
    expect(findTool(tool, places)).toEqual({ path: cached, place: 'cache' });
    const brought = program(places.folder, 'lint');
    expect(findTool(tool, places)).toEqual({ path: brought, place: 'folder' });
  });
});
