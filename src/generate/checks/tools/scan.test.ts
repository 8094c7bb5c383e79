import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Adapter } from './adapters/adapter.ts';
import { hadolint } from './adapters/hadolint.ts';
import { shfmt } from './adapters/shfmt.ts';
import { yamllint } from './adapters/yamllint.ts';
import { type ScannedFile, scan } from './scan.ts';

const work = mkdtempSync(join(tmpdir(), 'scan-'));
const cache = join(work, 'cache');
const files: readonly ScannedFile[] = [
  { path: 'Dockerfile', kind: 'dockerfile' },
  { path: 'scripts/a.sh', kind: 'shell' },
  { path: 'k8s/a.yaml', kind: 'kubernetes' },
];

/** Runs an adapter with a program in its place that prints these texts, its arguments first. */
function scanWith(adapter: Adapter, script: string) {
  const folder = mkdtempSync(join(work, 'tools-'));
  writeFileSync(join(folder, adapter.tool), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, adapter.tool), 0o755);
  mkdirSync(join(work, 'root'), { recursive: true });
  return scan(adapter, join(work, 'root'), files, { folder, cache });
}

describe('a scan', () => {
  it('gives a tool the files of its kinds alone, and reads what it says', async () => {
    const said = '[{"code":"DL3006","message":"tag it","file":"Dockerfile","line":2,"level":"warning"}]';
    const { files: read, findings } = await scanWith(
      hadolint,
      `[ "$*" = "--no-fail --format json -- Dockerfile" ] && echo '${said}'`,
    );
    expect(read).toBe(1);
    expect(findings).toEqual([{ id: 'DL3006', message: 'tag it', file: 'Dockerfile', line: 2 }]);
  });

  it.each<[string, Adapter, string]>([
    ['nothing at all', hadolint, 'exit 0'],
    ['JSON of another shape', hadolint, 'echo "{}"'],
    ['that it failed', yamllint, 'echo "no such rule" >&2; exit 2'],
    ['words about no file', shfmt, 'echo "unknown flag" >&2; exit 2'],
  ])('fails when a tool prints %s: it is no proof', async (_, adapter, script) => {
    await expect(scanWith(adapter, script)).rejects.toThrow(`tool-failed: ${adapter.tool} ended with`);
  });

  it('names a tool that is not here', async () => {
    const places = { folder: join(work, 'none'), cache };
    await expect(scan(hadolint, work, files, places)).rejects.toThrow('hadolint 2.15.1 is not here');
  });

  it('runs no tool that has nothing to read', async () => {
    const result = await scan(hadolint, work, [{ path: 'a.sh', kind: 'shell' }], { cache });
    expect(result).toEqual({ tool: 'hadolint', files: 0, findings: [], seconds: 0 });
  });
});

describe('what is printed as text', () => {
  it('by yamllint is taken apart', async () => {
    const line = 'k8s/a.yaml:3:4: [error] trailing spaces (trailing-spaces)';
    const syntax = 'k8s/a.yaml:9:1: [error] syntax error: expected the node content (syntax)';
    const { findings } = await scanWith(yamllint, `echo '${line}'; echo '${syntax}'; exit 1`);
    expect(findings).toEqual([
      { id: 'trailing-spaces', message: 'trailing spaces', file: 'k8s/a.yaml', line: 3 },
      { id: 'syntax', message: 'syntax error: expected the node content', file: 'k8s/a.yaml', line: 9 },
    ]);
  });

  it('by shfmt is a file to format, or a place that it cannot parse', async () => {
    const { findings } = await scanWith(
      shfmt,
      'echo scripts/a.sh; echo "scripts/b.sh:2:1: reached EOF without closing quote" >&2; exit 1',
    );
    expect(findings).toEqual([
      {
        id: 'format',
        message: 'not as shfmt --indent=2 --case-indent --binary-next-line writes it',
        file: 'scripts/a.sh',
      },
      { id: 'parse', message: 'reached EOF without closing quote', file: 'scripts/b.sh', line: 2 },
    ]);
  });
});
