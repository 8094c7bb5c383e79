import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Token, token } from '../../../model/token.ts';
import { groups, items, phrase } from './phrase.ts';
import { splitRow } from './row.ts';

/** A cell that stands somewhere inside of a line. */
const cell = (text: string): Token => token('REQ-01.md', 3, 15, text);
const source = (text: string) => `${' '.repeat(14)}${text}`;
const shown = (text: string) =>
  groups(cell(text)).map(
    ({ key, values }) => `${key?.text ?? ''}: ${values.map(({ text }) => text).join(' | ')}`,
  );

describe('a packed cell', () => {
  it.each([
    [
      'CPU: 2 vCPU, Memory: 4GB, Scaling: 2-10 instances',
      ['CPU: 2 vCPU', 'Memory: 4GB', 'Scaling: 2-10 instances'],
    ],
    ['CIDR: 10.0.0.0/16, AZs: us-east-1a,1b,1c', ['CIDR: 10.0.0.0/16', 'AZs: us-east-1a | 1b | 1c']],
    [
      'Permissions: EC2, RDS; Least privilege enforced',
      ['Permissions: EC2 | RDS', ': Least privilege enforced'],
    ],
    ['SLA breaches, Degradation: p95 > 500ms', [': SLA breaches', 'Degradation: p95 > 500ms']],
    ['VPC (10.0.0.0/16, private), ALB', [': VPC (10.0.0.0/16, private)', ': ALB']],
    ['Monthly: $1,250', ['Monthly: $1,250']],
    ['`infra, provision`', [': infra', ': provision']],
    ['Domain: https://api.example.com', ['Domain: https://api.example.com']],
    ['N/A', []],
    ['', []],
    [', ;,', []],
  ])('%s', (text, expected) => expect(shown(text)).toEqual(expected));

  it('keeps a group as it is written', () => {
    const [first] = groups(cell('Permissions: read/write EC2, RDS, S3; Least privilege'));
    expect(first?.whole.text).toBe('Permissions: read/write EC2, RDS, S3');
    expect(first?.whole.at).toEqual({ file: 'REQ-01.md', line: 3, column: 15, length: 36 });
  });

  it('never throws, and every token is the very text at its place', () => {
    const sign = fc.constantFrom(...Array.from('ab1 :,;()`*|$-"\\é漢'), ' ', ': ', ', ');
    fc.assert(
      fc.property(
        fc.array(sign).map(signs => signs.join('').trim()),
        text => {
          const line = source(text);
          const found = groups(cell(text)).flatMap(({ key, values, whole }) => [
            ...(key ? [key] : []),
            ...values,
            whole,
          ]);
          const { value } = phrase(cell(text));
          for (const part of [...found, ...items(cell(text)), value]) {
            const start = part.at.column - 1;
            expect(line.slice(start, start + part.at.length)).toBe(part.text);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

const texts = (line: string) => splitRow(token('REQ-01.md', 1, 1, line)).map(({ text }) => text);

describe('a line of a table', () => {
  it.each([
    ['| a | b |', ['a', 'b']],
    ['a | b', ['a', 'b']],
    ['| a | |', ['a', '']],
    ['| a \\| b | c |', ['a \\| b', 'c']],
    ['  | a | b |  ', ['a', 'b']],
    ['||', ['']],
  ])('%s', (line, expected) => expect(texts(line)).toEqual(expected));

  it('gives each cell the column of its first letter', () => {
    const columns = splitRow(token('REQ-01.md', 1, 1, '| Staging |  Blue-Green |')).map(
      ({ at }) => at.column,
    );
    expect(columns).toEqual([3, 14]);
  });
});
