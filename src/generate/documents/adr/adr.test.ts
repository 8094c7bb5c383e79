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

  it('twice, when two lines say different things: the model reports the contradiction', () => {
    expect(
      provider('# ADR-02: Cloud\n**Status**: Approved\n**Cloud Provider**: AWS\n**Cloud Provider**: GCP\n'),
    ).toEqual(['aws @3:21+3', 'gcp @4:21+3']);
  });

  it('does not decide it with the provider of an option that was considered', () => {
    expect(
      provider(
        '# ADR-02: Cloud\n**Status**: Approved\n## 2. Considered Options\n- Cloud Provider: GCP\n## Decision\n- Cloud Provider: AWS\n',
      ),
    ).toEqual(['aws @6:19+3']);
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

const choices = (text: string) =>
  read(text).choices?.map(
    ({ kind, scope, product, version }) =>
      `${kind}${scope === undefined ? '' : ` (${scope})`}: ${product.text} @${product.at.line}:${product.at.column}${version ? `, ${version.text} @${version.at.line}:${version.at.column}` : ''}`,
  );
const accepted = (title: string, decision: string) =>
  `# ADR-03: ${title}\n**Status**: Accepted\n## Decision\n${decision}\n## Alternatives\n**Oracle 23** was too dear.\n`;

describe('an ADR decides the database, cache, queue, storage or compute that its title is about', () => {
  it.each([
    [
      'Primary Database Selection',
      '**PostgreSQL 16** selected as the database.',
      'database: PostgreSQL @4:3, 16 @4:14',
    ],
    [
      'Database',
      '- **Database**: Amazon RDS for PostgreSQL 16.2 (Multi-AZ)',
      'database: Amazon RDS for PostgreSQL @4:17, 16.2 @4:43',
    ],
    [
      'Database',
      '| Item | Details |\n|--|--|\n| Database | MySQL v8.0+ |',
      'database: MySQL @6:14, 8.0+ @6:21',
    ],
    ['Choice of a message broker', 'We use RabbitMQ 4 and not Kafka.', 'queue: RabbitMQ @4:8, 4 @4:17'],
    ['Caching strategy', 'Instead of **Memcached** we take **Redis 7.x**.', 'cache: Redis @4:36, 7 @4:42'],
    ['Object storage', '**MinIO** is chosen.', 'storage: MinIO @4:3'],
    ['Reporting database', '**ClickHouse**', 'database (reporting): ClickHouse @4:3'],
    ['Database selection', '**SurrealDB 2** was selected.', 'database: SurrealDB @4:3, 2 @4:13'],
    ['Use Redis for caching', 'See the title.', 'cache: Redis @1:15'],
    ['Use PostgreSQL 17', 'See the title.', 'database: PostgreSQL @1:15, 17 @1:26'],
    ['Container Orchestration', '**Amazon EKS** selected, not **ECS**.', 'compute: Amazon EKS @4:3'],
    ['Compute platform', 'We use Cloud Run and no machines.', 'compute: Cloud Run @4:8'],
    ['Hosting', '- **Hosting**: ECS Fargate', 'compute: ECS @4:16'],
    ['Use Kubernetes 1.33', 'See the title.', 'compute: Kubernetes @1:15, 1.33 @1:26'],
    ['Database selection', '**PostgreSQL 16** on EC2 is selected.', 'database: PostgreSQL @4:3, 16 @4:14'],
  ])('%s: %s', (title, decision, expected) => {
    expect(choices(accepted(title, decision))).toEqual([expected]);
  });

  it.each([
    ['Database migration process', '**PostgreSQL 15** becomes **PostgreSQL 16**.'],
    ['API style', '**PostgreSQL 16** keeps what the **REST** API takes.'],
    ['Logging', 'We use Redis.'],
    ['Use Kubernetes Secrets', '**Kubernetes** keeps them.'],
  ])('and none in passing: %s', (title, decision) => {
    expect(choices(accepted(title, decision))).toEqual([]);
    expect(read(accepted(title, decision)).problems).toEqual([]);
  });

  it('says so when a title asks for a product that the decision does not name', () => {
    expect(read(accepted('Database selection', 'The usual one.')).problems).toMatchObject([
      {
        id: 'adr-undecided',
        severity: 'note',
        message: 'ADR-02 is about the database, and its decision names none that is known',
        fix: 'write a line such as "**Database**: PostgreSQL 16" into the decision',
        at: { line: 1, column: 3 },
      },
    ]);
  });

  it('does not decide it when it is superseded, and names the ADR that does', () => {
    const text = accepted('Database', '**PostgreSQL 16**').replace(
      'Accepted',
      'Superseded by [ADR-07](ADR-07.md)',
    );
    const { choices, needs, problems } = read(text);
    expect({ choices, ids: problems.map(({ id }) => id) }).toEqual({
      choices: [],
      ids: ['adr-not-accepted'],
    });
    expect(needs).toMatchObject([{ kind: 'adr', id: 'ADR-07', at: { line: 2, column: 13 } }]);
  });

  it('has its status in the front matter too, and every status must accept it', () => {
    const text = accepted('Database', '**PostgreSQL 16**');
    expect(choices(`---\nstatus: accepted\n---\n${text.replace('**Status**: Accepted', '')}`)).toHaveLength(
      1,
    );
    expect(choices(`---\nstatus: rejected\n---\n${text}`)).toEqual([]);
    expect(choices(text.replace('Accepted', 'Accepted, supersedes ADR-01'))).toHaveLength(1);
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
