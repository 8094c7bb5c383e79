import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder, lineWith } from './command-line.ts';
import { generatedProject, ordersProject, spec } from './orders-project.ts';

const deployment = 'k8s/deployment.yaml';

const limit = (folder: Folder) => lineWith(folder.read(deployment), 'memory: 256Mi');
const documented = (folder: Folder) => lineWith(folder.read(spec), 'memory: "256Mi"');

describe('explain FILE:LINE', () => {
  it('says which field the line shows and which line of which document says so', () => {
    const folder = generatedProject();
    const { status, stdout } = folder.run('explain', `${deployment}:${limit(folder)}`);
    expect(status).toBe(0);
    expect(stdout).toBe(
      `memory limit 256Mi  <- service.resources.limits.memory  <- ${spec}:${documented(folder)}\n`,
    );
  });

  it('takes a column as editors print it, and a path from another working folder', () => {
    const folder = generatedProject();
    const place = `deployment.yaml:${limit(folder)}:11`;
    expect(folder.runIn('k8s', 'explain', place).stdout).toContain(`<- ../${spec}:${documented(folder)}\n`);
  });

  it('names all fields of a line', () => {
    const folder = generatedProject();
    const line = lineWith(folder.read(deployment), 'terminationGracePeriodSeconds');
    expect(folder.run('explain', `${deployment}:${line}`).stdout.split('\n')).toEqual([
      expect.stringMatching(/^shutdown drain seconds 10 {2}<- service\.shutdown\.drainSeconds {2}<- docs\//),
      expect.stringMatching(/^shutdown grace seconds 10 {2}<- service\.shutdown\.graceSeconds {2}<- docs\//),
      '',
    ]);
  });

  it('says so plainly when the line shows no value', () => {
    const folder = generatedProject();
    expect(folder.run('explain', `${deployment}:1`).stdout).toBe(
      'no value of the documents, options or defaults shows on this line\n',
    );
  });

  it('follows a line through an edit above it', () => {
    const folder = generatedProject();
    const text = folder.read(deployment);
    folder.write(deployment, `# mine\n# mine too\n${text}`);
    expect(folder.run('explain', `${deployment}:${lineWith(text, 'memory: 256Mi') + 2}`).stdout).toMatch(
      /^memory limit 256Mi {2}<- /,
    );
  });

  it('says that a line was edited by hand, and what it would show', () => {
    const folder = generatedProject();
    const line = limit(folder);
    folder.edit(deployment, 'memory: 256Mi', 'memory: 999Mi');
    expect(folder.run('explain', `${deployment}:${line}`).stdout).toBe(
      `this line was edited by hand; generated it is:\n                  memory: 256Mi\n                          ^^^ edited here\nmemory limit 256Mi  <- service.resources.limits.memory  <- ${spec}:${documented(folder)}\n`,
    );
  });

  it('says that a line was written by hand', () => {
    const folder = generatedProject();
    folder.write(deployment, `# mine\n${folder.read(deployment)}`);
    expect(folder.run('explain', `${deployment}:1`).stdout).toBe(
      'this line was written by hand: nothing that is generated stands here\n',
    );
  });

  it('says that the documents have changed since', () => {
    const folder = generatedProject();
    const line = limit(folder);
    folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');
    expect(folder.run('explain', `${deployment}:${line}`).stdout).toMatch(
      /^the documents have changed since this line was generated; run generate\. Now it would show:\nmemory limit 512Mi /,
    );
  });

  it('names the default and its reason, or the option, where no document decided', () => {
    const folder = new Folder();
    expect(folder.run('generate-k8s', '--replicas', '3', '--port', '9000').status).toBe(0);
    const text = folder.read(deployment);
    expect(folder.run('explain', `${deployment}:${lineWith(text, 'replicas: 3')}`).stdout).toContain(
      '<- option --replicas\n',
    );
    expect(folder.run('explain', `${deployment}:${lineWith(text, 'containerPort: 9000')}`).stdout).toContain(
      '<- option --port\n',
    );
    expect(folder.run('explain', `${deployment}:${lineWith(text, 'memory: ')}`).stdout).toMatch(
      /<- default: \S.+\n/,
    );
  });

  it.each([
    ['docs/09_SPEC/SPEC-01_orders.yaml:3', 'file-not-generated', 1],
    ['k8s/missing.yaml:3', 'file-not-generated', 1],
    ['k8s/deployment.yaml:99999', 'line-outside', 1],
    ['k8s/deployment.yaml:0', 'line-outside', 1],
    ['k8s/deployment.yaml', 'line-missing', 1],
  ])('%s is the error %s', (question, id, code) => {
    const { status, stdout, stderr } = generatedProject().run('explain', question);
    expect({ status, stdout }).toEqual({ status: code, stdout: '' });
    expect(stderr).toContain(`error[${id}]`);
  });
});

describe('explain FIELD', () => {
  it('answers before anything was generated, from the documents of the working folder', () => {
    const folder = ordersProject();
    const line = lineWith(folder.read(spec), 'ports_exposed');
    expect(folder.run('explain', 'service.port').stdout).toBe(
      `port 8080  <- service.port  <- ${spec}:${line}\n`,
    );
  });

  it('takes the end of a path where it fits one field, and all fields below a path', () => {
    const folder = generatedProject();
    expect(folder.run('explain', 'limits.memory').stdout).toMatch(/^memory limit 256Mi /);
    expect(folder.run('explain', 'service.health').stdout.split('\n').length).toBeGreaterThan(5);
  });

  it('refuses an end that fits several, and lists them', () => {
    const { status, stderr } = generatedProject().run('explain', 'memory');
    expect(status).toBe(1);
    expect(stderr).toContain('error[field-ambiguous]');
    expect(stderr).toContain(
      'service.resources.requests.memory, service.resources.limits.memory, resources.compute.memory',
    );
  });

  it('suggests the field that was meant', () => {
    const { status, stderr } = generatedProject().run('explain', 'service.prot');
    expect(status).toBe(1);
    expect(stderr).toContain('did you mean "service.port"?');
  });

  it('answers from the documents that stand in the folder now, whatever was generated before', () => {
    const folder = generatedProject();
    folder.run('generate-k8s', '--spec', spec, '--replicas', '7', '--output', 'other');
    folder.write('docs/09_SPEC/SPEC-02_more.yaml', 'id: orders\nimplementation:\n  framework: koa\n');
    expect(folder.run('explain', 'service.framework').stdout).toBe(
      'framework koa  <- service.framework  <- docs/09_SPEC/SPEC-02_more.yaml:3\n',
    );
    rmSync(join(folder.path, 'docs/07_REQ'), { recursive: true });
    const { status, stdout, stderr } = folder.run('explain', 'production.replicas');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const line = lineWith(folder.read(spec), 'min_instances: 2');
    expect(stdout).toMatch(new RegExp(`^production replicas 2 .*<- ${spec}:${line}\n$`));
  });

  it('answers from the documents of the last generate where the folder has none of its own', () => {
    const folder = new Folder();
    folder.copyExample('orders/docs/09_SPEC/SPEC-01_orders.yaml', 'my.yaml');
    folder.run('generate-k8s', '--spec', 'my.yaml');
    const line = lineWith(folder.read('my.yaml'), 'ports_exposed');
    expect(folder.run('explain', 'service.port').stdout).toBe(
      `port 8080  <- service.port  <- my.yaml:${line}\n`,
    );
    expect(folder.runIn('..', 'explain', 'service.port', '--folder', folder.path).stdout).toMatch(
      /^port 8080 .*my\.yaml:\d+\n$/,
    );
  });

  it.each([[['docs']], [['docs', '--unused']]])('says how a folder is given: %j', args => {
    const { status, stderr } = generatedProject().run('explain', ...args);
    expect(status).toBe(1);
    expect(stderr).toContain('error[field-is-folder]');
    expect(stderr).toContain('--folder docs');
  });

  it('shows places relative to a folder of the project that it is asked in; plan, check and up say what to type there', () => {
    const folder = generatedProject();
    folder.write('src/deep/main.cjs', '');
    expect(folder.runIn('src/deep', 'explain', 'service.port').stdout).toMatch(
      /<- \.\.\/\.\.\/docs\/09_SPEC\/SPEC-01_orders\.yaml:\d+\n$/,
    );
    for (const command of ['plan', 'check', 'up', 'generate']) {
      const { stdout, stderr } = folder.runIn('src/deep', command);
      expect(stdout + stderr).toContain(`devops-flow ${command} ../..; `);
    }
  });

  it('says that the folder is not there', () => {
    expect(new Folder().run('explain', 'service.port', '--folder', 'gone').stderr).toContain(
      'error[folder-missing]',
    );
  });

  it('says which set it answers from when documents of other places were generated from several', () => {
    const folder = new Folder();
    folder.copyExample('orders/docs/09_SPEC/SPEC-01_orders.yaml', 'my.yaml');
    folder.run('generate-k8s', '--spec', 'my.yaml');
    folder.run('generate-k8s', '--spec', 'my.yaml', '--replicas', '3', '--output', 'other');
    const { stdout, stderr } = folder.run('explain', 'service.port');
    expect(stdout).toMatch(/^port 8080 /);
    expect(stderr).toContain('note[inputs-several]');
  });

  it('without a question says what can be asked', () => {
    const { status, stderr } = new Folder().run('explain');
    expect(status).toBe(64);
    expect(stderr).toContain('error[explain-what]');
  });
});

describe('explain --unused', () => {
  it('lists fields of the documents that show in no generated file, with their places', () => {
    const folder = generatedProject();
    const { status, stdout } = folder.run('explain', '--unused');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^resources\.compute\.decision +<- docs\/07_REQ\/REQ-01_orders_delivery\.md:\d+$/m,
    );
    expect(stdout).not.toMatch(/^service\.port /m);
  });
});

describe('a reader that leaves early', () => {
  it('ends neither the command nor its exit code', () => {
    const folder = generatedProject();
    expect(folder.shell('explain --unused | head -n 1; exit "${PIPESTATUS[0]}"')).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('explain --json', () => {
  it('is the whole project with the origin of each of its fields', () => {
    const folder = generatedProject();
    const { status, document } = folder.json('explain');
    expect(status).toBe(0);
    expect(document).toMatchObject({
      schemaVersion: 1,
      ok: true,
      project: { services: [{ name: 'orders', port: 8080 }] },
      origins: expect.arrayContaining([
        expect.objectContaining({
          field: 'service.resources.limits.memory',
          value: '256Mi',
          at: expect.objectContaining({ file: spec, line: documented(folder) }),
        }),
      ]),
    });
    for (const origin of document['origins'] as object[])
      expect(['at', 'option', 'default'].filter(key => key in origin)).toHaveLength(1);
  });

  it('holds the answer to a question too', () => {
    const folder = generatedProject();
    const { document } = folder.json('explain', `${deployment}:${limit(folder)}`);
    expect(document['answer']).toMatchObject({
      file: deployment,
      line: limit(folder),
      state: 'generated',
      fields: [{ field: 'service.resources.limits.memory', value: '256Mi' }],
    });
  });
});
