import { expect, it } from 'vitest';
import { Folder } from './command-line.ts';

/** A project whose only document is devops-flow.yaml. */
function shop(): Folder {
  const folder = new Folder();
  folder.write(
    'devops-flow.yaml',
    `name: shop
language: node
command: node server.js
variables:
  TOKEN: { required: true, sensitive: true }
environments:
  local: { strategy: blue-green }
  staging: { strategy: canary }
  production: { strategy: blue-green, approval: true }
`,
  );
  return folder;
}

it.each([
  ['an unknown environment', ['--env', 'moon'], 'environment-unknown', undefined],
  ['a missing approval', ['--env', 'production'], 'approval-needed', '9:49'],
  ['a missing variable', [], 'variable-missing', '5:3'],
])('up tells %s at its place in devops-flow.yaml, and in no words of other documents', (_, flags, id, at) => {
  const { status, stderr } = shop().run('up', ...flags);
  expect(status).toBe(1);
  expect(stderr).toContain(`error[${id}]`);
  expect(/--> devops-flow\.yaml:(\S+)/.exec(stderr)?.[1]).toBe(at);
  expect(stderr).not.toMatch(/SPEC|REQ|implementation\./);
});

it('a source folder that is not there, and a field in a wrong form, are told in no words of other documents', () => {
  const folder = shop();
  folder.edit('devops-flow.yaml', 'TOKEN: { required: true, sensitive: true }', 'LOG_LEVEL: info');
  const missing = folder.run('up', '--source', 'nowhere', '--port', '18127').stderr;
  expect(missing).toContain('error[source-missing]');
  folder.edit('devops-flow.yaml', 'language: node', 'language: [node]');
  const shape = folder.run('check').stdout;
  expect(shape).toContain('error[document-shape]: language is a list, not a single value');
  expect(`${missing}${shape}${folder.run('up', '--help').stdout}`).not.toMatch(/SPEC|REQ|implementation\./);
});

it('a default says what it is without naming a document that is not there', () => {
  const { stdout } = shop().run('explain', 'service');
  expect(stdout).toContain('<- default: a small service; measure, and say it in the document\n');
  expect(stdout).not.toMatch(/SPEC|REQ/);
});
