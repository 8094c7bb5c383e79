import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import type { Problem } from '../../../errors/index.ts';
import { coveredProblems } from './covered-problems.ts';

const found = (facts: Partial<Problem>): Problem => ({
  id: 'merge-conflict',
  severity: 'error',
  message: '',
  why: '',
  fix: '',
  ...facts,
});

const covered = (facts: Partial<Problem>) => coveredProblems([found(facts)])[0];

describe('a problem leaves without a secret', () => {
  it.each([
    ['"password: hunter2b01" is not read', '"password: ***" is not read'],
    ['"A=1, token=hunter2" is not a number of replicas', '"A=1, token=***" is not a number of replicas'],
    ['"postgres://me:hunter2@db" is no name', '"postgres://me:***@db" is no name'],
    ['the value of Secrets password=hunter2 is one', 'the value of Secrets password=*** is one'],
  ])('in its message: %s', (message, shown) => {
    expect(covered({ message })?.message).toBe(shown);
    expect(covered({ message: shown })?.message).toBe(shown);
  });

  it('in both sides of a conflict', () => {
    const detail = [
      'yours:',
      '  ENV X="curl -u admin:hunter2"',
      '  TOKEN=hunter2',
      'generated:',
      '  ENV X="b"',
    ];
    expect(covered({ detail })?.detail).toEqual([
      'yours:',
      '  ENV X="curl -u admin:***"',
      '  TOKEN=***',
      'generated:',
      '  ENV X="b"',
    ]);
  });

  it('where a line of a file is shown with its number', () => {
    expect(covered({ detail: ['k8s/a.yaml:7 | PASSWORD: hunter2'] })?.detail).toEqual([
      'k8s/a.yaml:7 | PASSWORD: ***',
    ]);
  });

  it('where only the line of its place tells that it is one', () => {
    const config = 'port: 80\ndata:\n  DB_PASSWORD: hunter2\n  PASSWORD: off2\n';
    const file = join(laidOut({ 'config.yaml': config }), 'config.yaml');
    const at = { file, line: 3, column: 3 };
    expect(covered({ message: '"hunter2" is not a number', at })?.message).toBe('"***" is not a number');
    expect(covered({ message: 'all of it', at, detail: ['yours:', '  hunter2'] })?.detail).toEqual([
      'yours:',
      '  ***',
    ]);
    const short = { file, line: 4, column: 3 };
    expect(covered({ message: 'off2 is off200, "off2" is none', at: short })?.message).toBe(
      'off2 is off200, "***" is none',
    );
  });
});

it('a problem about nothing secret stays as it is', () => {
  const plain = found({
    message: '"--password" is read from a file; see k8s/secret.yaml',
    fix: 'write `token: ${TOKEN}`',
    detail: ['12 |   secretName: orders-tls'],
  });
  expect(coveredProblems([plain])).toEqual([plain]);
});
