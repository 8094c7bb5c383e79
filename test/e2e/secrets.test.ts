import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder } from './command-line.ts';

/** Every secret here has this in it, whatever its shape. */
const marks = ['s3cr3t', 'AKIAIOSFODNN7S3CR3T0', 'czNjcjN0', 'MIIEs3'];
const key = '-----BEGIN PRIVATE KEY-----\nMIIEs3cr3tkey\n-----END PRIVATE KEY-----';
const indented = (text: string, by: number) => text.replaceAll('\n', `\n${' '.repeat(by)}`);

const native = `name: orders
kind: http
language: node
summary: reads postgres://me:s3cr3tSummary@db/x
command: [node, server.js, --api-key, s3cr3tWord, "--token=s3cr3tToken"]
commands: { install: "npm config set //r/:_authToken=s3cr3tNpm && npm ci" }
variables:
  DB_PASSWORD: s3cr3ts3cr3t
  API_KEY: { default: s3cr3tDefault }
  CONN: "Server=db;Password=s3cr3tConn;Encrypt=true"
  AWS: AKIAIOSFODNN7S3CR3T0
  STORE: postgres://me:s3cr3tUrl@db/x
  CREDS: user:s3cr3tCreds
  HOOK: "curl -u me:s3cr3tHook http://localhost/"
  NESTED: 'LEVEL="password=s3cr3tNested"'
  LOG_LEVEL: info
labels: { deploy.token: s3cr3tLabel }
annotations: { note: "https://me:s3cr3tNote@example.com" }
build: { dockerfile: Dockerfile.team, arguments: { NPM_TOKEN: s3cr3tArgument } }
health:
  probes:
    ready: { command: [curl, -u, "admin:s3cr3tProbe", "http://localhost:8080/"] }
    live: { headers: { Authorization: "Bearer s3cr3tHeader1" } }
files:
  /etc/app/tls.key: { content: "${key.replaceAll('\n', '\\n')}" }
  /etc/app/app.conf: { content: "host = db\\npassword = s3cr3tFile\\n" }
  /etc/app/data: { binary: ${Buffer.from('password=czNjcjN0s3cr3t').toString('base64')} }
sidecars:
  proxy: { image: { repository: "example/proxy", tag: "1" }, variables: { PROXY_PASSWORD: s3cr3tSidecar }, command: [proxy, --password, s3cr3tSide2] }
resources:
  db: { kind: database, type: PostgreSQL, params: { password: s3cr3tParam } }
outputs: [docker, kubernetes, scripts, pipelines]
`;

const spec = `id: orders
implementation:
  "GET /z?token=s3cr3tKey": { a: 1 }
  start_command: [node, server.js, --password, s3cr3tWord]
  environment_variables:
    - { name: DB_PASSWORD, default: "s3cr3tSpec1" }
    - { name: CONN, default: "Host=db;Password=s3cr3tSpec2", description: "as in postgres://u:s3cr3tSpec3@h" }
    - { name: LOG_LEVEL, default: info, description: "curl -u me:s3cr3tSpec4 http://h, --password s3cr3tSpec5" }
`;

const req = `# REQ-01: [ORDERS] Delivery

**Scope**: reads postgres://me:s3cr3tReq1@db/x

## 7. Configuration

### 7.1 Parameters

| Parameter | Type | Default | Description |
|-----------|------|---------|-------------|
| CLOUD_PROVIDER | string | aws | as in postgres://u:s3cr3tReq2@h |
| API_TOKEN | string | s3cr3tReq3s3cr3t | how it is asked |

## 9.5 Deployment Requirements

### 9.5.1 Infrastructure Requirements

| Resource Type | Provider | Configuration | Requirements |
|---------------|----------|---------------|--------------|
| Compute | [@adr: ADR-02](../05_ADR/ADR-02_cloud.md) | Type: ECS, password=s3cr3tReq4 | CPU: 1 vCPU, Memory: 1GB |
| Storage | AWS | Type: EFS, password: s3cr3tReq7 | Url: postgres://me:s3cr3tReq8@h |

### 9.5.2 Environment Configuration

| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |
|-------------|---------------------|---------------|----------|---------|
| Local | Blue-Green | 1 minute | 2 | https://me:s3cr3tReq5@example.com |

### 9.5.3 Deployment Scripts

| Script Name | Purpose | Automation Level | Required for Environments |
|-------------|---------|------------------|---------------------------|
| deploy.sh | deploys with --token s3cr3tReq6 | Full | All |

- curl -u me:s3cr3tReq9 http://x

### 9.5.4 Ansible Playbook Requirements

| Playbook Name | Purpose | Target | Variables | Tags |
|---------------|---------|--------|-----------|------|
| conf_token=s3cr3tReq10.yml | configures | all | token=s3cr3tReq11 | all |

### 9.5.6 Security Requirements

| Security Aspect | Requirement | Tool/Service | Verification |
|-----------------|-------------|--------------|--------------|
| Secrets password=s3cr3tReq12 | No secret in a file | AWS Secrets Manager | Rotated: every 30 days |
`;

const adr = `# ADR-02: Cloud

## 3. Decision

**Cloud Provider**: AWS
**Region**: us-east-1
**Account**: postgres://me:s3cr3tAdr@db/x
`;

const tasks = `# TASKS-01: Orders

## 2. Scope

- [ ] TASKS-01.1: Rotate postgres://me:s3cr3tTask1@db/x
- [x] TASKS-01.2: Set API_TOKEN=s3cr3tTask2s3cr3t
- [ ] TASKS-01.3: curl -u me:s3cr3tTask3 http://x, then mysql --password s3cr3tTask4 x
`;

const compose = `services:
  app:
    build: { context: ., args: { NPM_TOKEN: s3cr3tArg } }
    command: run-worker --key \${PGPW} --other \${PLAIN:-x}
    environment:
      DB_PASSWORD: s3cr3tCompose1
      CS: Host=db;Password=s3cr3tCompose2
      CREDS: user:s3cr3tCompose6
      FROM: "\${PGPW}"
      MADE: "\${MADE_TOKEN:-s3cr3tPreset}"
      LOG_LEVEL: info
    healthcheck: { test: "curl -u admin:s3cr3tCompose3 http://localhost/" }
    labels: { note: "postgres://u:s3cr3tCompose4@h" }
    configs: [{ source: conf, target: /etc/conf }]
    depends_on: [db]
  db: { image: "postgres:16", environment: { POSTGRES_PASSWORD: s3cr3tCompose5 } }
configs:
  conf:
    content: |
      ${indented(key, 6)}
`;

const score = `apiVersion: score.dev/v1b1
metadata: { name: orders, annotations: { example.com/password: s3cr3tAnnotation } }
containers:
  app:
    image: example/orders:1
    command: [run, --token, s3cr3tScore1]
    variables:
      API_TOKEN: s3cr3tScore2
      CREDS: user:s3cr3tScore6
      CONN: "Server=\${resources.db.host};Password=s3cr3tScore3"
    files:
      /etc/app.conf: { content: "password: s3cr3tScore4" }
    livenessProbe: { httpGet: { path: /, port: 8080, httpHeaders: [{ name: Authorization, value: "Basic czNjcjN0OnB3MQ==" }] } }
resources:
  db: { type: postgres, params: { admin_password: s3cr3tScore5 } }
`;

const kinds: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['devops-flow.yaml', { 'devops-flow.yaml': native, 'Dockerfile.team': 'FROM node:22\n' }],
  ['a SPEC', { 'docs/09_SPEC/SPEC-01_orders.yaml': spec }],
  [
    'a REQ with its ADR and TASKS',
    {
      'docs/09_SPEC/SPEC-01_orders.yaml': 'id: orders\nimplementation: { language: node }\n',
      'docs/07_REQ/REQ-01_orders.md': req,
      'docs/05_ADR/ADR-02_cloud.md': adr,
      'docs/11_TASKS/TASKS-01_orders.md': tasks,
    },
  ],
  ['Compose', { 'compose.yaml': compose, '.env': 'PGPW=s3cr3tEnv\nPLAIN=y\n' }],
  ['Score', { 'score.yaml': score }],
];

function project(files: Readonly<Record<string, string>>): Folder {
  const folder = new Folder();
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder.path });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  return folder;
}

const commands: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--json'],
  ['check', '--sarif'],
  ['plan', '--diff'],
  ['plan', '--json'],
  ['plan', '--save', 'saved.json'],
  ['plan', '--base', 'HEAD', '--markdown'],
  ['plan', '--base', 'HEAD', '--json'],
  ['generate'],
  ['plan', '--diff'],
  ['explain', '--json'],
  ['explain', '--unused'],
  ['explain', 'service'],
  ['explain', 'Dockerfile:1'],
  ['upgrade', '--dry-run'],
  ['upgrade', '--json'],
  ['resolve', 'k8s/deployment.yaml', '--mine'],
  ['resolve', 'k8s/deployment.yaml', '--generated', '--json'],
  ['eject', '--dry-run'],
  ['init'],
];

/** What of the output, and of everything that lies in the folder beside the documents, has a secret in it. */
function leaks(folder: Folder, inputs: readonly string[]): string[] {
  const outputs = commands.map(words => {
    const { stdout, stderr } = folder.run(...words);
    return [words.join(' '), `${stdout}\n${stderr}`] as const;
  });
  const files = (readdirSync(folder.path, { recursive: true }) as string[])
    .filter(path => !path.startsWith('.git/') && !inputs.includes(path))
    .filter(path => statSync(join(folder.path, path)).isFile())
    .map(path => [path, readFileSync(join(folder.path, path), 'utf8')] as const);
  return [...outputs, ...files].flatMap(([name, text]) =>
    text.split('\n').flatMap(line => (marks.some(mark => line.includes(mark)) ? [`${name}: ${line}`] : [])),
  );
}

describe('no secret of a document is printed or written by any command', () => {
  it.each(kinds)('%s', (_, files) => {
    const folder = project(files);
    expect(leaks(folder, Object.keys(files))).toEqual([]);
    expect(folder.read('.devops-flow/lock.json')).toContain('deployment.yaml');
    expect(JSON.parse(folder.read('saved.json'))).toHaveProperty('schemaVersion');
    const { status, stdout, stderr } = folder.run('eject', '--yes');
    expect(status).toBe(0);
    expect(marks.filter(mark => `${stdout}${stderr}`.includes(mark))).toEqual([]);
  });
});

describe('devops-flow.yaml with a secret', () => {
  it('is warned of at its line, which is shown without it', () => {
    const folder = project({
      'devops-flow.yaml': 'name: orders\nvariables: { DB_PASSWORD: hunter2hunter2 }\n',
    });
    const { status, stdout } = folder.run('check');
    expect(status).toBe(0);
    expect(stdout).toContain(
      [
        'warning[secret-literal]: the value of DB_PASSWORD is a secret in plain text: it is not taken over',
        '  --> devops-flow.yaml:2:27',
        '  |',
        '2 | variables: { DB_PASSWORD: *** }',
        '  |                           ^^^',
      ].join('\n'),
    );
    const { document } = folder.json('explain', 'service.variables.DB_PASSWORD');
    expect(document).toMatchObject({
      answer: {
        fields: [
          { field: 'service.variables.DB_PASSWORD.name', value: 'DB_PASSWORD' },
          { field: 'service.variables.DB_PASSWORD.required', value: true },
          { field: 'service.variables.DB_PASSWORD.sensitive', value: true },
        ],
      },
    });
  });

  it('is taken over with a note where it says that it is none', () => {
    const text = 'name: orders\nvariables:\n  API_KEY: { default: public-demo, sensitive: false }\n';
    const folder = project({ 'devops-flow.yaml': text });
    const { document } = folder.json('check');
    expect(document).toMatchObject({ ok: true });
    expect(JSON.stringify(document)).toContain('"secret-allowed"');
    expect(folder.run('generate').status).toBe(0);
    expect(folder.read('k8s/configmap.yaml')).toContain('API_KEY: public-demo');
  });

  it('may not say that a variable is sensitive and give it a value', () => {
    const text = 'name: orders\nvariables:\n  MODE: { default: abc-1234-xyz, sensitive: true }\n';
    const { status, stdout } = project({ 'devops-flow.yaml': text }).run('check');
    expect(status).toBe(1);
    expect(stdout).toContain('error[variable-sensitive-default]: MODE is sensitive and has a default');
    expect(stdout).not.toContain('abc-1234');
  });

  it('may not bring one in by a patch', () => {
    const patch = '[{ op: add, path: /data/DB_PASSWORD, value: hunter2hunter2 }]';
    const folder = project({
      'devops-flow.yaml': `name: orders\noverrides: { k8s/configmap.yaml: ${patch} }\n`,
    });
    const { status, stdout } = folder.run('check');
    expect(status).toBe(1);
    expect(stdout).toContain('error[secret-in-patch]: the patch of k8s/configmap.yaml');
    expect(stdout).not.toContain('hunter2');
  });

  it('in two documents that contradict each other shows neither value', () => {
    const folder = project({
      'devops-flow.yaml': 'name: orders\nvariables: { DB_PASSWORD: hunter2-one }\n',
      'docs/09_SPEC/SPEC-01_orders.yaml':
        'id: orders\nimplementation:\n  environment_variables:\n    - { name: DB_PASSWORD, default: hunter2-two }\n',
    });
    expect(leaks(folder, [])).toEqual([]);
    const { stdout } = folder.run('check');
    expect(stdout).not.toContain('hunter2');
    expect(stdout.match(/secret-literal/g)?.length).toBe(2);
  });
});

it('a Dockerfile of the team with a secret is named with its line, and shown without it', () => {
  const folder = project({
    'devops-flow.yaml':
      'name: orders\nvariables: { DB_PASSWORD: { sensitive: true } }\noutputs: { docker: { yours: [Dockerfile] } }\n',
    Dockerfile: 'FROM node:22.1.0\nUSER node\nENV DB_PASSWORD=hunter2hunter2\nCMD ["node", "server.js"]\n',
  });
  const { stdout } = folder.run('check');
  expect(stdout).toContain('secret-value]: DB_PASSWORD on line 3 holds the value of a secret');
  expect(stdout).toContain('--> Dockerfile:3:17');
  expect(stdout).toContain('3 | ENV DB_PASSWORD=***');
  expect(stdout).not.toContain('hunter2');
});

it('what is secret by its document alone is covered in files of the team too', () => {
  const folder = project({
    'devops-flow.yaml':
      'name: orders\nvariables: { MODE: { sensitive: true } }\noutputs: { docker: { yours: [Dockerfile] } }\n',
    Dockerfile: 'FROM node:22.1.0\nUSER node\nENV MODE=hunter2hunter2\nCMD ["node", "server.js"]\n',
  });
  const { stdout } = folder.run('check');
  expect(stdout).toContain('secret-value]: ENV MODE holds the value of a secret\n  --> Dockerfile:3:10\n');
  expect(stdout).toContain('3 | ENV MODE=***\n  |          ^^^\n');
  expect(stdout.match(/secret-value/g)?.length).toBe(1);
});
