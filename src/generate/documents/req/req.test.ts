import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/facts.ts';
import { readReq } from './index.ts';

const read = (text: string): Reading => readReq({ kind: 'req', file: 'REQ-01.md', text });

const infrastructure = (rows: string) => `## 9.5 Deployment Requirements
### 9.5.1 Infrastructure Requirements
| Resource Type | Provider | Configuration | Requirements |
|---------------|----------|---------------|--------------|
${rows}`;

const environments = (
  rows: string,
  header = '| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |',
) =>
  `## 9.5 Deployment Requirements
### 9.5.2 Environment Configuration
${header}
${header.replaceAll(/[^|]/g, '-')}
${rows}`;

/** Facts as "field = value @line:column+length". */
const facts = ({ facts }: Reading) =>
  facts.map(({ field, value, at }) => `${field} = ${String(value)} @${at.line}:${at.column}+${at.length}`);
/** Problems as "id line:column message", without the notes on sections that a fragment does not have. */
const problems = ({ problems }: Reading) =>
  problems
    .filter(({ id }) => id !== 'section-missing')
    .map(({ id, at, message }) => `${id} ${at?.line}:${at?.column} ${message}`);

describe('a table whose row of hyphens has another number of cells than its header', () => {
  const section = (hyphens: string, lead = '') => `## 9.5 Deployment Requirements
### 9.5.2 Environment Configuration
${lead}| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |
${hyphens}
| local | Blue-Green | 1 minute | 2 | N/A |
`;
  const broken = (at: string, cells: number) =>
    `table-broken ${at} this row of hyphens in 9.5.2 Environment Configuration has ${cells} cells, its header has 5`;

  it.each([
    ['too few', '|---|---|---|---|', 4],
    ['too many', '| --- | :-: | --: | --- | --- | --- |', 6],
  ])('is an error, not prose: %s', (_, hyphens, cells) => {
    expect(problems(read(section(hyphens)))).toEqual([broken('4:1', cells)]);
    expect(problems(read(section(hyphens, 'These are:\n')))).toEqual([broken('5:1', cells)]);
  });

  it('is no error with the same number, nor where prose only has bars', () => {
    expect(problems(read(section('|:--|---|---|---|---|')))).toEqual([]);
    const prose = '## 9.5 x\n### 9.5.2 Environment Configuration\na | b\nc | d\n';
    expect(problems(read(prose))).toEqual([
      'table-missing 2:5 section 9.5.2 (Environment Configuration) has no table',
    ]);
  });
});

describe('9.5.1, infrastructure', () => {
  it('makes each packed value a fact of its own, with its own place', () => {
    const reading = read(
      infrastructure(
        '| Compute | AWS | Type: ECS Fargate | CPU: 2 vCPU, Memory: 4GB, Scaling: 2-10 instances |',
      ),
    );
    expect(facts(reading)).toEqual([
      'resources.compute.name = compute @5:3+7',
      'resources.compute.kind = compute @5:3+7',
      'resources.compute.provider = aws @5:13+3',
      'resources.compute.type = ECS Fargate @5:25+11',
      'resources.compute.cpu = 2 @5:44+6',
      'service.resources.limits.cpu = 2 @5:44+6',
      'resources.compute.memory = 4Gi @5:60+3',
      'service.resources.limits.memory = 4Gi @5:60+3',
      'resources.compute.min = 2 @5:74+1',
      'service.scaling.min = 2 @5:74+1',
      'resources.compute.max = 10 @5:76+2',
      'service.scaling.max = 10 @5:76+2',
    ]);
  });

  it('gives several resources of one kind their own names', () => {
    const rows =
      '| Database | aws | Type: RDS | N/A |\n| Database (reporting) | aws | Type: Redshift | N/A |';
    expect(facts(read(infrastructure(rows))).filter(fact => fact.includes('.type'))).toEqual([
      'resources.database.type = RDS @5:26+3',
      'resources.database-reporting.type = Redshift @6:38+8',
    ]);
  });

  it('names the ADR that decides the provider, and the file that the tag links to', () => {
    const reading = read(
      infrastructure('| Cache | [@adr: ADR-02](../05_ADR/ADR-02_cloud.md#x) | Type: Redis | TTL: 1 hour |'),
    );
    expect(reading.needs).toEqual([
      {
        kind: 'adr',
        id: 'ADR-02',
        link: '../05_ADR/ADR-02_cloud.md',
        at: { file: 'REQ-01.md', line: 5, column: 18, length: 6 },
      },
    ]);
  });

  it('reports what it cannot read, each at its place', () => {
    const rows = [
      '| Comput | aws | Type: ECS | CPU: 2 |',
      '| Cache | my cellar | Type: Redis | Memory: lots, Colour: red |',
      '| Compute | aws | Type: ECS | Scaling: many |',
      '| Network | aws | VPC | CIDR: 10.0.0.0 |',
    ].join('\n');
    expect(problems(read(infrastructure(rows)))).toEqual([
      'resource-unknown 5:3 "Comput" is not a resource type, its row is not read',
      'provider-unknown 6:11 "my cellar" is not a cloud provider that is known here',
      'quantity-invalid 6:45 "lots" is not an amount of memory',
      'cell-value-unknown 6:51 "Colour: red" is not read',
      'range-invalid 7:40 "many" is not a range of scaling',
      'cidr-invalid 8:31 "10.0.0.0" is not an address range',
    ]);
  });
});

describe('9.5.2, environments', () => {
  it('reads the optional columns, and short zones as the full ones', () => {
    const header =
      '| Environment | Deployment Strategy | Rollback Time | Replicas | Regions | Bake Time | Error Limit | Approval | Target |';
    const row =
      '| Pre Production | Rolling | 90 s | 3 | us-east-1a,1b (two zones) | 2 seconds | 0.5 % | yes | ECS Fargate |';
    expect(facts(read(environments(row, header)))).toEqual([
      'service.environments.pre-production.name = pre-production @5:3+14',
      'service.environments.pre-production.strategy = rolling @5:20+7',
      'service.environments.pre-production.approval = true @5:89+3',
      'service.environments.pre-production.target = ecs @5:95+11',
      'service.environments.pre-production.rollbackSeconds = 90 @5:30+4',
      'service.environments.pre-production.replicas = 3 @5:37+1',
      'service.environments.pre-production.bakeSeconds = 2 @5:69+9',
      'service.environments.pre-production.maxErrorPercent = 0.5 @5:81+5',
      'service.environments.pre-production.regions.0 = us-east-1a @5:41+10',
      'service.environments.pre-production.regions.1 = us-east-1b @5:52+2',
      'service.environments.pre-production.regionNote = two zones @5:56+9',
    ]);
  });

  it('takes Manual as an approval and N/A as nothing said', () => {
    expect(facts(read(environments('| Development | Manual | N/A | N/A | - |')))).toEqual([
      'service.environments.development.name = development @5:3+11',
      'service.environments.development.approval = true @5:17+6',
    ]);
  });

  it('concludes from a strategy that nobody has to approve, unless a column of its own says it', () => {
    const reading = read(environments('| Production | Blue-Green | N/A | N/A | - |'));
    expect(reading.facts.map(({ field, value, derived }) => [field, value, derived])).toEqual([
      ['service.environments.production.name', 'production', undefined],
      ['service.environments.production.strategy', 'blue-green', undefined],
      ['service.environments.production.approval', false, true],
    ]);
  });

  it('reports every mistake of a table at once', () => {
    const rows =
      '| Staging | blue-gren | soon | two | us-east-1 |\n| Staging | Canary | 1 minute | 1 | us-east-1 |\n| | Canary | 1 s | 1 | x |\n| Production | Canary |';
    expect(problems(read(environments(rows)))).toEqual([
      'row-duplicate 6:3 "Staging" stands twice in the table of 9.5.2 Environment Configuration (also on line 5)',
      'cell-empty 7:3 the cell "Environment" is empty',
      'row-length 8:3 this row of 9.5.2 Environment Configuration has 2 cells, its table has 5 columns',
      'strategy-unknown 5:13 "blue-gren" is not a deployment strategy',
      'duration-invalid 5:25 "soon" is not a duration (rollback time)',
      'number-invalid 5:32 "two" is not a number of replicas',
    ]);
  });

  it('names a missing column and its table, and the column that was perhaps meant', () => {
    const header = '| Environment | Deployment Strategy | Rollback Time | Replica | Regions |';
    const reading = read(environments('| Staging | Canary | 1 s | 1 | x |', header));
    expect(reading.problems.find(({ id }) => id === 'column-missing')).toMatchObject({
      id: 'column-missing',
      message: 'the table of 9.5.2 Environment Configuration has no column "Replicas"',
      fix: 'rename the column "Replica" to "Replicas"',
      at: { file: 'REQ-01.md', line: 3, column: 3 },
    });
    expect(reading.facts).toEqual([]);
  });

  it('leaves a column that nobody asked for to the loss report', () => {
    const header = '| Environment | Owner | Deployment Strategy | Rollback Time | Replicas | Regions |';
    const { unused } = read(environments('| Staging | Ada | Canary | 1 s | 1 | x |', header));
    expect(unused).toEqual([
      {
        field: '9.5.2 Environment Configuration, column Owner',
        at: { file: 'REQ-01.md', line: 3, column: 17, length: 5 },
      },
    ]);
  });
});

describe('the REQ as a whole', () => {
  it('must have a section 9.5, and says which section stands in its place', () => {
    expect(problems(read('# REQ-01: Orders\n\n## 9.4 Deployment Requirements\n'))).toEqual([
      'req-no-deployment-section 3:4 this REQ has no section 9.5; "9.4 Deployment Requirements" stands in its place',
    ]);
    expect(problems(read('# REQ-01: Orders\n'))).toEqual([
      'req-no-deployment-section 1:3 this REQ has no section 9.5',
    ]);
    expect(problems(read(''))).toEqual(['req-no-deployment-section 1:1 this REQ has no section 9.5']);
  });

  it('warns about a section without its table', () => {
    expect(problems(read('## 9.5 D\n### 9.5.7 Cost Constraints\n\nCheap, please.\n'))).toEqual([
      'table-missing 2:5 section 9.5.7 (Cost Constraints) has no table',
    ]);
  });

  it('reads lines that end as in Windows, and a file that begins with a front matter', () => {
    const text = `---\r\ntitle: x\r\n---\r\n${environments('| Staging | Canary | 1 s | 1 | x |').replaceAll('\n', '\r\n')}`;
    expect(facts(read(text))[0]).toBe('service.environments.staging.name = staging @8:3+7');
  });

  it('does not read what is quoted', () => {
    const quoted = environments('| Staging | Canary | 1 s | 1 | x |').replaceAll('\n|', '\n> |');
    expect(facts(read(quoted))).toEqual([]);
  });
});

const cost = (row: string) =>
  `## 9.5 D\n### 9.5.7 Cost\n| Resource | Budget | Alerts | Optimization |\n|--|--|--|--|\n${row}`;

describe('9.5.7, cost', () => {
  it.each([
    ['Monthly: $1,250', '1250', 'USD'],
    ['Monthly: 200 EUR', '200', 'EUR'],
    ['Monthly: GBP 20.50', '20.5', 'GBP'],
    ['€99', '99', 'EUR'],
  ])('%s', (budget, monthly, currency) => {
    const found = facts(read(cost(`| Compute | ${budget} | N/A | N/A |`))).map(fact => fact.split(' @')[0]);
    expect(found).toContain(`service.cost.compute.monthly = ${monthly}`);
    expect(found).toContain(`service.cost.compute.currency = ${currency}`);
  });

  it('refuses a budget that is none', () => {
    expect(problems(read(cost('| Compute | cheap | N/A | N/A |\n| Storage | N/A | N/A | N/A |')))).toEqual([
      'money-invalid 5:13 "cheap" is not an amount of money (monthly budget)',
      'cell-empty 6:13 the cell "Budget" is empty',
    ]);
  });
});
