import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder, lineWith } from './command-line.ts';

describe('explain in a project of devops-flow.yaml', () => {
  const project = (services = '') => {
    const folder = new Folder();
    folder.write(
      'devops-flow.yaml',
      `language: node\ncommand: node server.js\ncompute: { limits: { memory: 300Mi } }\n${services || 'name: shop\n'}`,
    );
    return folder;
  };

  it.each([
    ['compute.limits.memory', 'service.resources.limits.memory'],
    ['service.compute.limits.memory', 'service.resources.limits.memory'],
    ['language', 'service.language'],
  ])('understands the key %s', (key, field) => {
    const { status, stdout } = project().run('explain', key);
    expect([status, stdout.split('\n').length]).toEqual([0, 2]);
    expect(stdout).toContain(`<- ${field} `);
  });

  it('understands a key of one of several services, and of each of them', () => {
    const folder = project('services: { api: { port: 80 }, web: { port: 81 } }\n');
    expect(folder.run('explain', 'services.api.compute.limits.memory').stdout).toMatch(
      /^memory limit 300Mi {2}<- services\.api\.resources\.limits\.memory {2}<- devops-flow\.yaml:3\n$/,
    );
    const { stdout } = folder.run('explain', 'compute.limits.memory');
    expect(stdout.match(/services\.(?:api|web)\.resources/g)).toHaveLength(2);
  });

  it.each([
    ['labels', 'field-unsaid', 'nothing says "labels" here'],
    ['outputs', 'field-is-setting', '"outputs" is a key of devops-flow.yaml, and no field of a service'],
    ['', 'explain-what', 'explain needs a field or FILE:LINE'],
  ])('says of the key "%s" why there is nothing to explain', (key, id, message) => {
    expect(project().run('explain', key).stderr).toContain(`error[${id}]: ${message}\n`);
  });

  it('tells a file of the team from one that is not there, and knows .yml for .yaml', () => {
    const folder = project();
    folder.run('generate');
    folder.write('Dockerfile.team', 'FROM node:22.1.0\nUSER 10001\n');
    const told = (place: string) => folder.run('explain', place).stderr;
    expect(told('Dockerfile.team:2')).toContain(
      "error[file-not-generated]: Dockerfile.team is the team's own: devops-flow did not write it\n",
    );
    expect(told('k8s/deployment.yml:10')).toContain('did you mean "k8s/deployment.yaml"?\n');
  });

  it('shows the generated line where it was edited, and what of it', () => {
    const folder = project();
    folder.run('generate');
    const line = lineWith(folder.read('k8s/deployment.yaml'), 'kind: Deployment');
    folder.edit('k8s/deployment.yaml', 'kind: Deployment', 'kind: StatefulSet');
    expect(folder.run('explain', `k8s/deployment.yaml:${line}`).stdout).toBe(
      [
        'this line was edited by hand; generated it is:',
        '    kind: Deployment',
        '          ^^^^^^^^^ edited here',
        'kind http  <- service.kind  <- default: services with an HTTP port are the usual kind\n',
      ].join('\n'),
    );
  });
});

describe('explain --unused and generate', () => {
  const service = (outputs: string) =>
    `name: shop\nlanguage: node\ncommand: node server.js\nframework: express\nlabels: { team: a }\n${outputs}`;

  it.each([
    ['nothing else', '', []],
    ['fewer families', 'outputs: [docker]\n', []],
    ['files of the team', 'outputs: { docker: { yours: [Dockerfile] }, scripts: {} }\n', []],
    ['one family that is asked for', '', ['--family', 'docker']],
  ])('count the same fields with %s', (_, outputs, flags) => {
    const folder = new Folder();
    folder.write('devops-flow.yaml', service(outputs));
    folder.write('Dockerfile', 'FROM node:22.1.0\nUSER 10001\nCMD ["node", "server.js"]\n');
    if (!outputs.includes('yours')) rmSync(join(folder.path, 'Dockerfile'));
    const { stderr } = folder.run('generate', ...flags);
    const [, counted, words = ''] = /^(\d+) fields? .*: \S*devops-flow (explain .*)$/m.exec(stderr) ?? [];
    expect(
      folder
        .run(...words.split(' '))
        .stdout.trim()
        .split('\n'),
    ).toHaveLength(Number(counted));
  });

  it('name the folder that both are about', () => {
    const folder = new Folder();
    folder.write('my shop/devops-flow.yaml', service(''));
    expect(folder.run('generate', 'my shop').stderr).toContain("explain --unused --folder 'my shop'\n");
  });

  it('want --family with --unused only', () => {
    const folder = new Folder();
    folder.write('devops-flow.yaml', service(''));
    const { status, stderr } = folder.run('explain', 'service.port', '--family', 'docker');
    expect([status, stderr.split('\n')[0]]).toEqual([64, 'error[usage]: --family goes with --unused']);
  });
});
