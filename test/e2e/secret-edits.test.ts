import { expect, it } from 'vitest';
import { Folder } from './command-line.ts';

const service = (level: string) =>
  `name: orders\nlanguage: node\ncommand: node server.js\nvariables: { LOG_LEVEL: ${level} }\n`;

/** A generated folder with hand edits of lines that are generated differently now. */
function conflicting(): Folder {
  const folder = new Folder();
  folder.write('devops-flow.yaml', service('info'));
  expect(folder.run('generate').status).toBe(0);
  for (const [path, from, to] of [
    ['Dockerfile', 'ENV LOG_LEVEL="info"', 'ENV LOG_LEVEL="password=s3cr3t1"\nENV CREDS=me:s3cr3t2'],
    ['k8s/configmap.yaml', 'LOG_LEVEL: info', 'LOG_LEVEL: "curl -u me:s3cr3t3 x"'],
  ] as const)
    folder.write(path, folder.read(path).replace(from, to));
  folder.write('devops-flow.yaml', service('debug'));
  return folder;
}

it('no side of a conflict shows a secret that a person wrote', () => {
  const folder = conflicting();
  for (const words of [
    ['plan'],
    ['plan', '--diff'],
    ['plan', '--json'],
    ['check'],
    ['check', '--json'],
    ['check', '--sarif'],
    ['generate'],
    ['generate', '--json'],
    ['generate', '--conflicts', 'markers'],
  ]) {
    const { stdout, stderr } = folder.run(...words);
    expect(`${stdout}${stderr}`).toMatch(/merge-conflict|conflict-marked/);
    expect(`${words.join(' ')}: ${stdout}${stderr}`).not.toContain('s3cr3t');
  }
});

it('a side of a conflict keeps what stands around a secret', () => {
  const { stderr } = conflicting().run('generate');
  expect(stderr).toContain('      ENV LOG_LEVEL="password=***"\n      ENV CREDS=***\n    generated:\n');
  expect(stderr).toContain('      "curl -u me:*** x"\n    generated:\n      debug\n');
});

it('a value that only its name makes a secret is covered where a message quotes it', () => {
  const folder = new Folder();
  folder.write(
    'docs/07_REQ/REQ-01_orders.md',
    `# REQ-01: [ORDERS] Delivery

### 9.5.1 Infrastructure Requirements

| Resource Type | Provider | Configuration | Requirements |
|---------------|----------|---------------|--------------|
| Storage | AWS | Type: EFS, password: s3cr3t4 | Size: 1GB |

### 9.5.7 Cost Constraints

| Category | Monthly Budget | Alert Threshold |
|----------|----------------|-----------------|
| Compute | Secret: s3cr3t5 | API_KEY: s3cr3t6 |
`,
  );
  for (const words of [['check'], ['check', '--json'], ['check', '--sarif'], ['explain', '--unused']]) {
    const { stdout, stderr } = folder.run(...words);
    expect(`${stdout}${stderr}`).toContain('***');
    expect(`${words.join(' ')}: ${stdout}${stderr}`).not.toContain('s3cr3t');
  }
});

it('a line that is generated no more is shown without what is a secret now', () => {
  const folder = new Folder();
  const text = 'name: orders\nlanguage: node\ncommand: node server.js\n';
  folder.write(
    'devops-flow.yaml',
    `${text}variables: { CREDS: { default: "me:s3cr3t7", sensitive: false } }\n`,
  );
  expect(folder.run('generate').status).toBe(0);
  folder.write('devops-flow.yaml', text);
  const { stdout } = folder.run('plan', '--diff');
  expect(stdout).toContain('-ENV CREDS="***"');
  expect(stdout).not.toContain('s3cr3t7');
});
