import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git } from '../fixtures/git.ts';
import { marks, secretDocuments } from '../fixtures/secret-documents.ts';
import { Folder } from './command-line.ts';

function project(files: Readonly<Record<string, string>>): Folder {
  const folder = new Folder();
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
  git(folder.path, 'init', '-q');
  git(folder.path, 'add', '-A');
  git(folder.path, 'commit', '-q', '-m', 'first');
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
  it.each(secretDocuments)('%s', (_, files) => {
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
