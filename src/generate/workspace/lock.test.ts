import { describe, expect, it } from 'vitest';
import { Failure } from '../../errors/index.ts';
import { type Lock, parseLock, printLock } from './lock.ts';

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

  it('cannot reach the prototype of anything', () => {
    const lock = text({}).replace('"Dockerfile"', '"__proto__"');
    expect([...(parseLock(lock, 'lock.json').entries[0]?.files.keys() ?? [])]).toEqual(['__proto__']);
    expect(({} as { sha256?: string }).sha256).toBeUndefined();
  });
});
