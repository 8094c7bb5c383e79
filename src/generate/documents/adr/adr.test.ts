import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdr } from './index.ts';

const read = (text: string) => readAdr({ kind: 'adr', file: 'docs/05_ADR/ADR-02_cloud.md', text });
const provider = (text: string) =>
  read(text).facts.flatMap(({ field, value, at }) =>
    field === 'service.cloud.provider' ? [`${String(value)} @${at.line}:${at.column}+${at.length}`] : [],
  );

describe('an ADR decides the cloud provider', () => {
  it.each([
    ['by a line', '# ADR-02: Cloud\n**Status**: Approved\n**Cloud Provider**: AWS\n', 'aws @3:21+3'],
    [
      'by a row',
      '# ADR-02: x\n## Status\nAccepted\n## Decision\n| Item | Details |\n|--|--|\n| Cloud Provider | Google Cloud |\n',
      'gcp @7:20+12',
    ],
    [
      'by its bold words',
      '# ADR-02: Cloud Provider Selection\n## 3. Status\n**Status**: accepted\n## 5. Decision\n### 5.1 Chosen Solution\n**Microsoft Azure (AKS)** is selected.\n',
      'azure @6:3+15',
    ],
  ])('%s', (_, text, expected) => expect(provider(text)).toEqual([expected]));

  it('does not decide it in passing: bold words in an ADR about something else', () => {
    expect(
      provider('# ADR-01: Database\n**Status**: Approved\n## Decision\n**PostgreSQL on AWS** it is.\n'),
    ).toEqual([]);
  });

  it('does not decide it with a rejected alternative', () => {
    expect(
      provider(
        '# ADR-02: Cloud\n**Status**: Approved\n## Decision\nSee below.\n## Alternatives\n**AWS** was too dear.\n',
      ),
    ).toEqual([]);
  });

  it.each(['Proposed', 'Superseded by ADR-07', 'Rejected', 'Not accepted'])(
    'does not count while it is %s',
    status => {
      const { facts, problems } = read(`# ADR-02: Cloud\n**Status**: ${status}\n**Cloud Provider**: AWS\n`);
      expect(facts).toEqual([]);
      expect(problems).toMatchObject([
        {
          id: 'adr-not-accepted',
          severity: 'warning',
          message: `ADR-02 is "${status}": its decision does not count`,
          at: { line: 2, column: 13 },
        },
      ]);
    },
  );

  it('without a status does not count either', () => {
    expect(read('# ADR-02: Cloud\n').problems[0]?.message).toBe(
      'ADR-02 is "without a status": its decision does not count',
    );
  });
});

const corpus = process.env['DEVOPS_FLOW_CORPUS'];

it.skipIf(!corpus)(
  `the real ADR on databases is accepted and decides no cloud${corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS is unset)'}`,
  () => {
    const { facts, problems } = read(
      readFileSync(join(corpus ?? '', 'sdd/ADR-01_database_selection.md'), 'utf8'),
    );
    expect(facts).toEqual([]);
    expect(problems).toEqual([]);
  },
);
