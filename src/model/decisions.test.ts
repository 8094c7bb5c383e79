import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';
import { type DocumentKind, type Fact, fieldText, named, type ProductChoice, type Reading } from './facts.ts';

const place = (file: string, line: number, text: string) => ({ file, line, column: 5, length: text.length });

/** What a document says about resources: "orders-db.type: postgres", each on a line of its own. */
function saying(kind: DocumentKind, ...lines: readonly string[]): Reading {
  const file = `${kind}.txt`;
  const facts = lines.map((line, i): Fact => {
    const [field = '', value = ''] = line.split(': ', 2);
    const [resource = '', ...keys] = field.split('.');
    const cloud = ['service', 'cloud', 'provider'];
    const path = resource === 'cloud' ? cloud : ['resources', named(resource), ...keys];
    return { field: fieldText(path), path, value, at: place(file, i + 1, value) };
  });
  const document = { name: kind === 'adr' ? 'ADR-01' : kind, kind, file };
  return { document, facts, problems: [], unused: [], needs: [] };
}

function deciding(name: string, kind: ProductChoice['kind'], words: string, scope?: string): Reading {
  const file = `${name}.md`;
  const [product = '', version] = words.split('@');
  const choice = {
    kind,
    product: { text: product, at: place(file, 9, product) },
    ...(version === undefined ? {} : { version: { text: version, at: place(file, 9, version) } }),
    ...(scope === undefined ? {} : { scope }),
  };
  const document = { name, kind: 'adr', file } as const;
  return { document, facts: [], problems: [], unused: [], needs: [], choices: [choice] };
}

const problems = (...readings: readonly Reading[]) =>
  assemble(readings).problems.flatMap(({ id, at, message }) =>
    id === 'adr-contradicted' ? [`${at?.file}:${at?.line} ${message}`] : [],
  );
const resources = (...readings: readonly Reading[]) =>
  assemble(readings).sourced.project.resources.map(resource => {
    const version = resource.kind === 'database' ? resource.version : resource.params[0]?.value;
    return `${resource.name} (${resource.kind}) ${[resource.type, version].join(' ').trim()}`;
  });

const postgres = deciding('ADR-01', 'database', 'PostgreSQL@16');
const decided = 'which decides "PostgreSQL 16" at ADR-01.md:9:5';

describe('a document that contradicts an accepted ADR', () => {
  it.each([
    ['req', 'RDS MySQL'],
    ['spec', 'mongodb'],
    ['score', 'mysql-instance'],
    ['compose', 'MariaDB'],
    ['service', 'Azure SQL'],
  ] as const)('is a problem with both places: a %s with %s', (kind, type) => {
    expect(problems(saying(kind, 'db.kind: database', `db.type: ${type}`), postgres)).toEqual([
      `${kind}.txt:2 "${type}" contradicts ADR-01, ${decided}`,
    ]);
  });

  it.each([
    ['ECS Fargate', ['req.txt:2 "ECS Fargate" contradicts ADR-02, which decides "EKS" at ADR-02.md:9:5']],
    [
      'EC2 Auto Scaling',
      ['req.txt:2 "EC2 Auto Scaling" contradicts ADR-02, which decides "EKS" at ADR-02.md:9:5'],
    ],
    ['Kubernetes', []],
    ['EKS on EC2', []],
    ['our own', []],
  ])('is a problem where it says what runs the services: %s', (type, expected) => {
    const runner = deciding('ADR-02', 'compute', 'EKS');
    expect(problems(saying('req', 'app.kind: compute', `app.type: ${type}`), runner)).toEqual(expected);
  });

  it.each(['RDS PostgreSQL', 'Aurora PostgreSQL', 'postgres', 'Cloud SQL for PostgreSQL', 'RDS', 'my own'])(
    'is none that names the same product, or none: %s',
    type => expect(problems(saying('req', 'db.kind: database', `db.type: ${type}`), postgres)).toEqual([]),
  );

  it.each([
    ['15.3', '16', true],
    ['16.4', '16', false],
    ['16', '16.2', false],
    ['17', '16+', false],
    ['15', '16+', true],
    ['latest', '16', false],
  ])('differs in the version, as far as both say it: %s where %s is decided', (own, wanted, isOther) => {
    const said = saying('req', 'db.kind: database', 'db.type: PostgreSQL', `db.version: ${own}`);
    expect(problems(said, deciding('ADR-01', 'database', `PostgreSQL@${wanted}`))).toEqual(
      isOther ? [`req.txt:3 "${own}" contradicts ADR-01, ${decided.replace('16"', `${wanted}"`)}`] : [],
    );
  });

  it('may have others of the kind beside the one that is decided', () => {
    const both = ['db.kind: database', 'db.type: PostgreSQL', 'log.kind: database', 'log.type: ClickHouse'];
    expect(problems(saying('compose', ...both), postgres)).toEqual([]);
    expect(problems(saying('compose', ...both.slice(2)), postgres)).toHaveLength(1);
  });

  it('is another about another purpose: the reporting database is not the database', () => {
    const rows = ['database-reporting.kind: database', 'database-reporting.type: Redshift'];
    expect(problems(saying('req', ...rows), postgres)).toEqual([]);
    const reporting = deciding('ADR-05', 'database', 'BigQuery', 'reporting');
    expect(problems(saying('req', ...rows), postgres, reporting)).toEqual([
      'req.txt:2 "Redshift" contradicts ADR-05, which decides "BigQuery" at ADR-05.md:9:5',
    ]);
  });

  it('is another ADR about the same', () => {
    expect(problems(postgres, deciding('ADR-07', 'database', 'MySQL'))).toEqual([
      `ADR-07.md:9 "MySQL" contradicts ADR-01, ${decided}`,
    ]);
  });

  it('names a product or a provider of another cloud, or an option does', () => {
    const adr = saying('adr', 'cloud: gcp');
    const req = saying('req', 'run.kind: compute', 'run.type: ECS Fargate', 'db.provider: azure');
    const where = 'contradicts ADR-01, which decides "gcp" at adr.txt:1:5';
    expect(problems(req, adr)).toEqual([`req.txt:2 "ECS Fargate" ${where}`, `req.txt:3 "azure" ${where}`]);
    expect(problems(saying('compose', 'q.kind: queue', 'q.type: SQS'), adr)).toEqual([]);
    const found = assemble([adr], { cloud: 'aws' }).problems.map(({ message }) => message);
    expect(found).toEqual([`"--cloud aws" ${where}`]);
  });
});

describe('what nobody else says', () => {
  it('is what the ADR decides, with its place', () => {
    expect(resources(postgres)).toEqual(['database (database) PostgreSQL 16']);
    const { origins } = assemble([postgres]).sourced;
    expect(origins.get('resources.database.type')).toEqual({
      from: 'document',
      at: { file: 'ADR-01.md', line: 9, column: 5, length: 10 },
    });
    expect(origins.get('resources.database.decision')).toMatchObject({ at: { file: 'ADR-01.md' } });
  });

  it('is filled into a resource that another document names', () => {
    expect(resources(saying('req', 'db.kind: database'), postgres)).toEqual(['db (database) PostgreSQL 16']);
    expect(resources(saying('score', 'db.kind: database', 'db.type: postgres'), postgres)).toEqual([
      'db (database) postgres 16',
    ]);
    expect(resources(saying('score', 'db.kind: database', 'db.type: mysql'), postgres)).toEqual([
      'db (database) mysql',
    ]);
  });

  it('is a setting where the kind has no version of its own', () => {
    expect(resources(deciding('ADR-02', 'cache', 'Valkey@8+'))).toEqual(['cache (cache) Valkey 8']);
  });

  it('has a resource for each purpose, and none for a product that is there', () => {
    const reporting = deciding('ADR-05', 'database', 'BigQuery', 'reporting');
    expect(resources(postgres, reporting)).toEqual([
      'database (database) PostgreSQL 16',
      'database-reporting (database) BigQuery',
    ]);
    const warehouse = saying('compose', 'warehouse.kind: database', 'warehouse.type: BigQuery');
    expect(resources(warehouse, reporting)).toEqual(['warehouse (database) BigQuery']);
  });

  it('is what a SPEC keeps its data in, before an ADR, which it may contradict', () => {
    const spec: Reading = { ...deciding('SPEC-01', 'database', 'mysql'), document: saying('spec').document };
    expect(resources(spec)).toEqual(['database (database) mysql']);
    expect(resources(saying('req', 'database.kind: database', 'database.type: RDS MySQL'), spec)).toEqual([
      'database (database) RDS MySQL',
    ]);
    expect(problems(spec, postgres)).toEqual([`SPEC-01.md:9 "mysql" contradicts ADR-01, ${decided}`]);
  });
});

it('two words for one product contradict nothing', () => {
  const readings = [
    saying('req', 'db.kind: database', 'db.type: RDS PostgreSQL'),
    saying('score', 'db.kind: database', 'db.type: postgres'),
  ];
  expect(assemble(readings).problems).toEqual([]);
});
