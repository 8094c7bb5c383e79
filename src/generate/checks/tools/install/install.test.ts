import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tool } from '../tool.ts';
import { installTool } from './index.ts';

const work = mkdtempSync(join(tmpdir(), 'install-'));
const tool: Tool = {
  name: 'lint',
  version: '1.2.3',
  file: 'lint',
  reads: 'files',
  origin: { from: 'go', package: 'example.org/lint@v1.2.3' },
  probe: ['--version'],
};

afterEach(() => vi.unstubAllEnvs());

/** A PATH on which `go` is this script, or nothing at all; what it builds is real: a program that is run. */
function goIs(script: string | undefined): string {
  const folder = mkdtempSync(join(work, 'path-'));
  if (script !== undefined) {
    writeFileSync(join(folder, 'go'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'go'), 0o755);
  }
  vi.stubEnv('PATH', `${folder}${script === undefined ? '' : ':/usr/bin:/bin'}`);
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  return cache;
}

const builds = (program: string) =>
  `mkdir -p "$GOBIN" && printf '#!/bin/sh\\n${program}\\n' > "$GOBIN/lint" && chmod +x "$GOBIN/lint"`;

describe('a tool that is installed', () => {
  it('has its name in the cache only when it starts, beside its other versions', async () => {
    const cache = goIs(builds('exit 0'));
    await installTool(tool, cache);
    await installTool({ ...tool, version: '1.2.4' }, cache);
    expect(readdirSync(cache).filter(name => !name.startsWith('.'))).toEqual(['lint-1.2.3', 'lint-1.2.4']);
    expect(readdirSync(join(cache, 'lint-1.2.3', 'bin'))).toEqual(['lint']);
  });

  it('may be installed twice at once', async () => {
    const cache = goIs(builds('exit 0'));
    await Promise.all([installTool(tool, cache), installTool(tool, cache)]);
    expect(readdirSync(join(cache, 'lint-1.2.3', 'bin'))).toEqual(['lint']);
  });

  it.each([
    ['that does not start', builds('echo broken >&2; exit 3'), 'could not be installed: broken'],
    [
      'whose build fails',
      'echo first; echo "no such module" >&2; exit 1',
      'could not be installed: no such module',
    ],
    ['whose build says nothing', 'exit 7', 'could not be installed: exit code 7'],
  ])('%s leaves nothing behind', async (_, script, message) => {
    const cache = goIs(script);
    await expect(installTool(tool, cache)).rejects.toThrow(message);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('needs the program that fetches it', async () => {
    const cache = goIs(undefined);
    await expect(installTool(tool, cache)).rejects.toThrow(
      'lint comes from the Go module proxy, and go is not here',
    );
    expect(readdirSync(cache)).toEqual([]);
  });
});
