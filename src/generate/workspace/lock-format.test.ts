import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '../../errors/index.ts';
import type { Lock } from './lock.ts';
import { parseLock, printLock } from './lock-format.ts';

const digest = 'a'.repeat(64);
const entry = {
  family: 'docker',
  output: '.',
  inputs: { documents: [{ kind: 'spec', file: 'SPEC.md' }], options: { replicas: 3 } },
  files: { Dockerfile: { sha256: digest, mode: '644' } },
};
const text = (change: object) => JSON.stringify({ schemaVersion: 1, entries: [{ ...entry, ...change }] });

function refusal(lock: string): string {
  try {
    parseLock(lock, 'lock.json');
  } catch (error) {
    if (error instanceof Failure) return error.problems.map(({ id, message }) => `${id}: ${message}`).join();
  }
  return 'accepted';
}

describe('the lock', () => {
  // Version 1 is read for ever: this text is never changed.
  const version1 = `{
  "schemaVersion": 1,
  "entries": [
    {
      "family": "scripts",
      "output": "scripts",
      "inputs": {
        "documents": [{ "kind": "req", "file": "docs/07_REQ/REQ-01.md" }],
        "options": { "language": "python" }
      },
      "files": {
        "deploy.sh": { "sha256": "${digest}", "mode": "755" },
        "values": { "sha256": "${digest}", "mode": "644", "once": true }
      }
    }
  ]
}`;

  it('of version 1 is read', () => {
    const expected: Lock = {
      entries: [
        {
          family: 'scripts',
          output: 'scripts',
          inputs: {
            documents: [{ kind: 'req', file: 'docs/07_REQ/REQ-01.md' }],
            options: { language: 'python' },
          },
          files: new Map([
            ['deploy.sh', { sha256: digest, mode: '755' }],
            ['values', { sha256: digest, mode: '644', once: true }],
          ]),
        },
      ],
    };
    expect(parseLock(version1, 'lock.json')).toEqual(expected);
    expect(parseLock(printLock(expected), 'lock.json')).toEqual(expected);
  });

  it('is printed sorted, so that the order of commands does not show', () => {
    const { entries } = parseLock(text({}), 'lock.json');
    const other = parseLock(text({ family: 'kubernetes', output: 'k8s' }), 'lock.json').entries;
    expect(printLock({ entries: [...other, ...entries] })).toBe(
      printLock({ entries: [...entries, ...other] }),
    );
  });

  it.each([
    ['{', 'lock-unreadable'],
    ['[]', 'lock-unreadable: lock.json cannot be used: it is not a JSON object'],
    ['{}', 'lock-version-unknown: lock.json has schemaVersion none; this devops-flow knows 1'],
    [
      '{"schemaVersion":"1"}',
      'lock-version-unknown: lock.json has schemaVersion "1"; this devops-flow knows 1',
    ],
    ['{"schemaVersion":1}', 'lock-unreadable: lock.json cannot be used: "entries" is not a list'],
    [text({ output: '../..' }), '"output": it leaves the folder'],
    [text({ files: { '../../.bashrc': { sha256: digest, mode: '644' } } }), 'it leaves the folder'],
    [text({ files: { a: { sha256: 'x', mode: '644' } } }), '"a" does not have a SHA-256 and a mode'],
    [text({ inputs: {} }), '"inputs" does not have documents and options'],
  ])('%s is refused', (lock, expected) => {
    expect(refusal(lock)).toContain(expected);
  });

  it('that git has put together line by line is a lock: of two lines about one file the last one counts', () => {
    const file = (sha: string) => ({ sha256: sha.repeat(64), mode: '644' }) as const;
    const lock = (files: Record<string, string>): Lock => ({
      entries: [{ ...entry, files: new Map(Object.entries(files).map(([path, sha]) => [path, file(sha)])) }],
    });
    const [base, ours, theirs] = [
      lock({ a: '0', m: '0', x: '0' }),
      lock({ a: '1', m: '1', n: '1' }),
      lock({ a: '2', b: '2', m: '0', x: '2', z: '2' }),
    ].map(printLock);
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [name, text] of Object.entries({ ours, base, theirs }))
      writeFileSync(join(folder, name), text ?? '');
    const merge = ['merge-file', '-p', '--union', 'ours', 'base', 'theirs'];
    const { stdout } = spawnSync('git', merge, { cwd: folder, encoding: 'utf8' });
    expect(() => JSON.parse(stdout)).toThrow();
    const files = [...(parseLock(stdout, 'lock.json').entries[0]?.files ?? [])];
    expect(files.map(([path, { sha256 }]) => `${path}${sha256[0]}`).toSorted()).toEqual([
      'a2',
      'b2',
      'm1',
      'n1',
      'x2',
      'z2',
    ]);
  });

  it('with the markers of a conflict says what to do, and where', () => {
    const lock = text({}).replace('"files"', '\n<<<<<<< HEAD\n"files"');
    expect(() => parseLock(lock, 'lock.json')).toThrow(
      'lock-conflicted: lock.json holds the conflict markers',
    );
  });

  it('cannot reach the prototype of anything', () => {
    const lock = text({}).replace('"Dockerfile"', '"__proto__"');
    expect([...(parseLock(lock, 'lock.json').entries[0]?.files.keys() ?? [])]).toEqual(['__proto__']);
    expect(({} as { sha256?: string }).sha256).toBeUndefined();
  });
});
