import { describe, expect, it } from 'vitest';
import { assemble } from '../assemble.ts';
import { type DocumentKind, type Fact, type FieldPath, fieldText, type Reading } from '../facts.ts';

const variable = (name: string, field: string): FieldPath => ['service', 'variables', { name }, field];

function reading(kind: DocumentKind, facts: readonly (readonly [FieldPath, Fact['value']])[]): Reading {
  return {
    document: { name: kind, kind, file: `${kind}.yaml` },
    facts: facts.map(([path, value], i) => ({
      field: fieldText(path),
      path,
      value,
      at: { file: `${kind}.yaml`, line: i + 1, column: 1 },
    })),
    problems: [],
    unused: [],
    needs: [],
  };
}

function assembled(...readings: readonly Reading[]) {
  const { sourced, problems, withheld } = assemble(readings);
  const [service] = sourced.project.services;
  const said = problems.map(({ severity, id, at }) => `${severity} ${id} ${at?.file}:${at?.line}`);
  return {
    service,
    said,
    withheld: withheld.map(({ field }) => field),
    all: JSON.stringify([sourced, problems]),
  };
}

describe('a secret in plain text', () => {
  it('of a variable is asked for at run time, whichever document says it', () => {
    const { service, said, withheld, all } = assembled(
      reading('compose', [[variable('DB_PASSWORD', 'default'), 'hunter2-a']]),
      reading('service', [[variable('DB_PASSWORD', 'default'), 'hunter2-b']]),
    );
    expect(service?.variables).toEqual([{ name: 'DB_PASSWORD', required: true, sensitive: true }]);
    expect(said).toContain('warning secret-literal compose.yaml:1');
    expect(said).toContain('warning secret-literal service.yaml:1');
    expect(said.filter(text => text.includes('contradiction'))).toEqual([]);
    expect(withheld).toEqual([
      'service.variables.DB_PASSWORD.default',
      'service.variables.DB_PASSWORD.default',
    ]);
    expect(all).not.toContain('hunter2');
  });

  it('of a word becomes a reference to a variable that is asked for', () => {
    const words = ['run', '--token', 's3cr3t-1'].map((word, i): readonly [FieldPath, string] => [
      ['service', 'command', i],
      word,
    ]);
    const { service, said, all } = assembled(reading('service', words));
    expect(service?.command).toEqual(['run', '--token', '${TOKEN}']);
    expect(service?.variables).toEqual([{ name: 'TOKEN', required: true, sensitive: true }]);
    expect(said).toContain('warning secret-literal service.yaml:3');
    expect(all).not.toContain('s3cr3t');
  });

  it('of a file makes the whole file come from the secret store', () => {
    const path = ['service', 'files', { name: '/etc/app.conf' }, 'content'];
    const { service } = assembled(reading('service', [[path, 'host = db\npassword = hunter2\n']]));
    expect(service?.files).toEqual([{ name: '/etc/app.conf', secret: 'etc-app-conf', expand: false }]);
  });

  it('of labels, arguments and parameters is left out with them, and reported as lost', () => {
    const label = ['service', 'labels', { name: 'deploy-token' }];
    const param = ['resources', { name: 'db' }, 'params', { name: 'password' }];
    const { service, withheld } = assembled(
      reading('service', [
        [[...label, 'name'], 'deploy-token'],
        [[...label, 'value'], 's3cr3t-2'],
        [[...param, 'value'], 's3cr3t-3'],
      ]),
    );
    expect(service?.labels).toEqual([]);
    expect(withheld).toEqual([
      'service.labels.deploy-token.name',
      'service.labels.deploy-token.value',
      'resources.db.params.password.value',
    ]);
  });
});

describe('sensitive', () => {
  it('false in a SPEC or in devops-flow.yaml lets a value in that looks like a secret, with a note', () => {
    for (const kind of ['spec', 'service'] as const) {
      const { service, said } = assembled(
        reading(kind, [
          [variable('API_KEY', 'default'), 'public-demo'],
          [variable('API_KEY', 'sensitive'), false],
        ]),
      );
      expect(service?.variables).toMatchObject([
        { name: 'API_KEY', default: 'public-demo', sensitive: false },
      ]);
      expect(said).toContain(`note secret-allowed ${kind}.yaml:1`);
    }
  });

  it('true and a value in one document is an error, and the value goes', () => {
    const { service, said } = assembled(
      reading('service', [
        [variable('MODE', 'default'), 'abc'],
        [variable('MODE', 'sensitive'), true],
      ]),
    );
    expect(said).toContain('error variable-sensitive-default service.yaml:1');
    expect(service?.variables).toMatchObject([{ name: 'MODE', sensitive: true }]);
    expect(JSON.stringify(service?.variables)).not.toContain('abc');
  });

  it('true in one document takes the value of another out', () => {
    const { service, said } = assembled(
      reading('compose', [[variable('MODE', 'default'), 'abc']]),
      reading('spec', [[variable('MODE', 'sensitive'), true]]),
    );
    expect(said).toContain('warning secret-literal compose.yaml:1');
    expect(JSON.stringify(service?.variables)).not.toContain('abc');
  });
});

it('a body of an example has a placeholder in the place of a secret, and its schema none of its default', () => {
  const endpoint = (...field: readonly (string | { name: string })[]): FieldPath => [
    'service',
    'endpoints',
    { name: 'POST /login' },
    ...field,
  ];
  const { service, said, all } = assembled(
    reading('spec', [
      [endpoint('examples', { name: 'a login' }, 'request'), '{"user":"ada","password":"hunter2-a"}'],
      [
        endpoint('requestSchema'),
        '{"required":["password"],"properties":{"password":{"type":"string","example":"hunter2-b"}}}',
      ],
    ]),
  );
  expect(service?.endpoints[0]?.examples[0]?.request).toBe('{"user":"ada","password":"${PASSWORD}"}');
  expect(service?.endpoints[0]?.requestSchema).toBe(
    '{"required":["password"],"properties":{"password":{"type":"string","example":"${PASSWORD}"}}}',
  );
  expect(said).toContain('warning secret-literal spec.yaml:1');
  expect(said).toContain('warning secret-literal spec.yaml:2');
  expect(all).not.toContain('hunter2');
});

it('a name is no place for a secret: the thing is called by what is left', () => {
  const { service, said, all } = assembled(
    reading('req', [
      [['service', 'playbooks', { name: 'conf_token=s3cr3t-9.yml' }, 'name'], 'conf_token=s3cr3t-9.yml'],
      [['service', 'playbooks', { name: 'conf_token=s3cr3t-9.yml' }, 'purpose'], 'configure'],
      [['service', 'playbooks', { name: 'all.yml' }, 'name'], 'all.yml'],
      [['service', 'playbooks', { name: 'all.yml' }, 'purpose'], 'configure'],
    ]),
  );
  expect(service?.playbooks.map(({ name }) => name)).toEqual(['conf_token', 'all.yml']);
  expect(said).toContain('warning secret-literal req.yaml:1');
  expect(all).not.toContain('s3cr3t');
});
