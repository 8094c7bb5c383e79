import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder, lineWith } from './command-line.ts';
import { ordersProject } from './orders-project.ts';

const scripts = [
  'cleanup.sh',
  'deploy.sh',
  'health-check.sh',
  'install.sh',
  'rollback.sh',
  'setup.sh',
  'smoke-tests.sh',
  'switch-traffic.sh',
];

function sourceProject(): Folder {
  const folder = new Folder();
  folder.copyExample('specs/SPEC-API-V1.md', 'specs/SPEC-API-V1.md');
  folder.copyExample('orders/docs/07_REQ/REQ-01_orders_delivery.md', 'docs/07_REQ/REQ-NN.md');
  folder.copyExample('orders/docs/09_SPEC/SPEC-01_orders.yaml', 'docs/09_SPEC/SPEC-NN.yaml');
  return folder;
}

describe('the commands of the source documents, as they stand there', () => {
  const k8s = 'generate-k8s --spec specs/SPEC-API-V1.md --replicas 3 --output k8s/';
  const pipeline =
    'generate-pipeline --type github-actions --language python --deploy-strategy blue-green --output .github/workflows/';
  const deployment =
    'generate-deployment-scripts --req docs/07_REQ/REQ-NN.md --spec docs/09_SPEC/SPEC-NN.yaml --output scripts/';

  it('generate-k8s writes the manifests with the replicas that were asked for', () => {
    const folder = sourceProject();
    const { status, stderr } = folder.run(...k8s.split(' '));
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(folder.files('k8s')).toEqual(
      expect.arrayContaining(['deployment.yaml', 'hpa.yaml', 'service.yaml']),
    );
    expect(folder.read('k8s/deployment.yaml')).toContain('\n  replicas: 3\n');
  });

  it('generate-pipeline takes the usual version of the language that it is asked for, and explain says so of a line', () => {
    const folder = sourceProject();
    expect(folder.run(...pipeline.split(' ')).status).toBe(0);
    expect(folder.files('.github')).toEqual(['workflows/delivery.yml']);
    const workflow = folder.read('.github/workflows/delivery.yml').split('\n');
    const line = workflow.findIndex(text => text.includes('python-version: ')) + 1;
    expect(folder.run('explain', `.github/workflows/delivery.yml:${line}`).stdout).toMatch(
      /<- service\.languageVersion {2}<- default: .+\n/,
    );
  });

  it('generate-pipeline in a folder without documents decides its fields, and explain says so', () => {
    const folder = new Folder();
    expect(folder.run(...pipeline.split(' ')).status).toBe(0);
    expect(folder.run('explain', 'service.language').stdout).toBe(
      'language python  <- service.language  <- option --language\n',
    );
    expect(folder.run('explain', 'service.port').stdout).toMatch(
      /^port \d+ {2}<- service\.port {2}<- default: .+\n$/,
    );
  });

  it.each([['generate-docker'], ['generate-k8s'], ['generate-pipeline'], ['generate-deployment-scripts']])(
    '%s without a document reads those of the working folder, as generate does',
    command => {
      const folder = new Folder();
      folder.write(
        'devops-flow.yaml',
        'name: shop\nlanguage: node\nport: 4000\nvariables: { LOG_LEVEL: info }\nenvironments: { production: { replicas: 4 } }\n',
      );
      folder.run('generate');
      const { status, stdout } = folder.run(command);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^shop {2}from devops-flow\.yaml\n.*: \d+ unchanged\n$/),
      });
    },
  );

  it('generate-deployment-scripts writes all scripts', () => {
    const folder = sourceProject();
    expect(folder.run(...deployment.split(' ')).status).toBe(0);
    expect(folder.files('scripts')).toEqual(scripts);
  });

  it('one after the other share a lock, orphan nothing of each other, and write nothing when they are run again', () => {
    const folder = sourceProject();
    const commands = [k8s, pipeline, deployment].map(command => command.split(' '));
    for (const command of commands) expect(folder.run(...command).status).toBe(0);
    const before = folder.traces();
    for (const command of commands.toReversed()) {
      const { status, stdout } = folder.run(...command);
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/: \d+ unchanged\n$/) });
    }
    expect(folder.traces()).toEqual(before);
  });
});

describe('generate', () => {
  it('writes all families of the documents in a folder, each below its own folder', () => {
    const folder = ordersProject();
    const { status, stdout } = folder.run('generate', '--output', 'out');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^orders {2}from docs\/07_REQ\/REQ-01_orders_delivery\.md, docs\/09_SPEC\/SPEC-01/,
    );
    expect(stdout).toMatch(/ (\d+) files in out, \d+\.\d\d s: \1 new\n$/);
    expect(folder.files('out')).toEqual(
      expect.arrayContaining([
        '.dockerignore',
        '.github/workflows/delivery.yml',
        'Dockerfile',
        'k8s/deployment.yaml',
        ...scripts.map(name => `scripts/${name}`),
      ]),
    );
  });

  it('makes the same bytes wherever it runs', () => {
    const [a, b] = [ordersProject(), ordersProject()];
    a.run('generate', '--output', 'out');
    const way = [
      '--req',
      'docs/07_REQ/REQ-01_orders_delivery.md',
      '--spec',
      'docs/09_SPEC/SPEC-01_orders.yaml',
    ];
    b.run('generate', ...way, '--output', 'out');
    expect(b.files('out')).toEqual(a.files('out'));
    for (const path of a.files('out')) expect(b.read(`out/${path}`)).toBe(a.read(`out/${path}`));
  });

  it('writes nothing the second time: no file, no lock, no time of change', () => {
    const folder = ordersProject();
    folder.run('generate', '--output', 'out');
    const before = folder.traces();
    const { status, stdout } = folder.run('generate', '--output', 'out');
    expect(status).toBe(0);
    expect(stdout).toMatch(/: (\d+) unchanged\n$/);
    expect(folder.traces()).toEqual(before);
  });

  it('of one family leaves the others alone, and --family is the same as the command of that family', () => {
    const folder = ordersProject();
    folder.run('generate', '--output', 'out');
    const { document } = folder.json('generate', '--family', 'scripts', '--output', 'out');
    expect(document).toMatchObject({
      ok: true,
      written: [],
      removed: [],
      unchanged: scripts.map(script => `out/scripts/${script}`),
    });
    const spec = [
      '--req',
      'docs/07_REQ/REQ-01_orders_delivery.md',
      '--spec',
      'docs/09_SPEC/SPEC-01_orders.yaml',
    ];
    const own = folder.json('generate-deployment-scripts', ...spec, '--output', 'out/scripts');
    expect(own.document).toMatchObject({
      ok: true,
      written: [],
      removed: [],
      unchanged: scripts.map(script => `out/scripts/${script}`),
    });
  });

  it('removes what the documents no longer ask for, when nobody edited it', () => {
    const folder = ordersProject();
    folder.run('generate', '--output', 'out');
    const spec = folder.read('docs/09_SPEC/SPEC-01_orders.yaml');
    folder.write('docs/09_SPEC/SPEC-01_orders.yaml', spec.replace(/\n {2}volumes:\n(?: {4}.*\n)+/, '\n'));
    const { document } = folder.json('generate', '--output', 'out');
    expect(document).toMatchObject({
      ok: true,
      removed: expect.arrayContaining(['out/helm/orders/templates/pvc.yaml', 'out/k8s/pvc.yaml']),
    });
    expect(existsSync(join(folder.path, 'out/k8s/pvc.yaml'))).toBe(false);
  });

  it('leaves a file that was edited by hand, says so, and ends well', () => {
    const folder = ordersProject();
    folder.run('generate', '--output', 'out');
    folder.write('out/k8s/service.yaml', 'mine\n');
    const { status, stdout, stderr } = folder.run('generate', '--output', 'out');
    expect(status).toBe(0);
    expect(stdout).toMatch(/: \d+ unchanged, 1 kept\n$/);
    expect(stderr).toContain(
      'note[edited-by-hand]: out/k8s/service.yaml was edited by hand and is left as it is\n  --> out/k8s/service.yaml\n',
    );
    expect(folder.read('out/k8s/service.yaml')).toBe('mine\n');
  });

  it('writes nothing at all when one file is not ours, and names each', () => {
    const folder = ordersProject();
    folder.write('out/Dockerfile', 'FROM scratch\n');
    folder.write('out/scripts/deploy.sh', 'mine\n');
    const { status, stdout, stderr } = folder.run('generate', '--output', 'out');
    expect(status).toBe(1);
    expect(stdout).not.toContain('files in');
    expect(stderr).toContain('error[file-not-ours]: out/Dockerfile exists');
    expect(stderr).toContain('error[file-not-ours]: out/scripts/deploy.sh exists');
    expect(stderr).toMatch(/2 errors, \d+ warnings? — nothing was written/);
    expect(folder.files('out')).toEqual(['Dockerfile', 'scripts/deploy.sh']);
  });

  it('writes nothing when a check finds an error, and says in which file it would have been', () => {
    const folder = ordersProject();
    const patch =
      '[{ op: replace, path: /spec/template/spec/containers/0/ports/0/containerPort, value: 9999 }]';
    folder.write('devops-flow.yaml', `overrides: { kube/deployment.yaml: ${patch} }\n`);
    const way = [
      '--spec',
      'docs/09_SPEC/SPEC-01_orders.yaml',
      '--service',
      'devops-flow.yaml',
      '--output',
      'kube',
    ];
    const { status, document } = folder.json('generate-k8s', ...way);
    expect(status).toBe(1);
    expect(document).toMatchObject({
      ok: false,
      written: [],
      problems: [{ id: 'port-mismatch', severity: 'error', artifact: 'kube/deployment.yaml' }],
    });
    expect(existsSync(join(folder.path, 'kube'))).toBe(false);
  });

  it('never writes through a link', () => {
    const [folder, elsewhere] = [ordersProject(), new Folder()];
    symlinkSync(elsewhere.path, join(folder.path, 'k8s'));
    const { status, stderr } = folder.run('generate');
    expect(status).toBe(1);
    expect(stderr).toContain('error[path-symlink]: k8s/Kustomization lies behind the symbolic link k8s');
    expect(elsewhere.files()).toEqual([]);
  });

  it('to a folder outside of the project makes that a project of its own', () => {
    const [folder, elsewhere] = [ordersProject(), new Folder()];
    expect(folder.run('generate', '--output', elsewhere.path).status).toBe(0);
    expect(existsSync(join(elsewhere.path, '.devops-flow/lock.json'))).toBe(true);
    expect(existsSync(join(folder.path, '.devops-flow'))).toBe(false);
    const place = `k8s/deployment.yaml:${lineWith(elsewhere.read('k8s/deployment.yaml'), 'name: orders')}`;
    expect(elsewhere.run('explain', place).stdout).toContain('name orders');
  });

  it('says which fields of the documents show in none of the files', () => {
    const folder = ordersProject();
    const { document } = folder.json('generate-docker', '--spec', 'docs/09_SPEC/SPEC-01_orders.yaml');
    expect(document['unused']).toContainEqual({
      field: 'service.resources.limits.memory',
      at: expect.objectContaining({ file: 'docs/09_SPEC/SPEC-01_orders.yaml' }),
      families: ['docker'],
    });
    expect(document['unused']).not.toContainEqual(expect.objectContaining({ field: 'service.port' }));
  });
});

describe('generate --dry-run', () => {
  it('prints the plan and writes nothing', () => {
    const folder = ordersProject();
    const { status, stdout } = folder.run('generate', '--output', 'out', '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}\+ out\/k8s\/deployment\.yaml +created$/m);
    expect(stdout).toMatch(/ new \(nothing was written\)\n$/);
    expect(folder.files('.').filter(path => !path.startsWith('docs/'))).toEqual([]);
  });

  it('lists the files in columns', () => {
    const { stdout } = ordersProject().run('generate', '--output', 'out', '--dry-run');
    const lines = stdout.split('\n').filter(line => line.endsWith('  created'));
    expect(lines.length).toBeGreaterThan(5);
    expect(new Set(lines.map(line => line.indexOf('created'))).size).toBe(1);
  });
});

describe('generate --check', () => {
  it('is 0 when all is up to date and 2 when it is not, and writes nothing', () => {
    const folder = ordersProject();
    folder.run('generate', '--output', 'out');
    expect(folder.run('generate', '--output', 'out', '--check').status).toBe(0);
    folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'memory: "256Mi"', 'memory: "512Mi"');
    const before = folder.traces();
    const { status, stdout, stderr } = folder.run('generate', '--output', 'out', '--check');
    expect(status).toBe(2);
    expect(stdout).toMatch(/^ {2}~ out\/k8s\/deployment\.yaml +changed$/m);
    expect(stderr).toMatch(/warning\[generate-stale\]: \d+ generated files are not up to date/);
    expect(folder.traces()).toEqual(before);
  });
});

describe('generate --check, with files in which others have a hand', () => {
  const memory = (folder: Folder, from: string, to: string) =>
    folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', `memory: "${from}"`, `memory: "${to}"`);

  it('is 0 for a hand edit with nothing new to bring in, 2 while a merge waits, and 0 after it', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.edit('k8s/deployment.yaml', '  labels:\n', '  labels:\n    team: shop\n');
    expect(folder.run('generate', '--check').status).toBe(0);
    memory(folder, '256Mi', '512Mi');
    expect(folder.run('generate', '--check').status).toBe(2);
    expect(folder.run('generate').status).toBe(0);
    expect(folder.run('generate', '--check').status).toBe(0);
    expect(folder.read('k8s/deployment.yaml')).toContain('team: shop');
  });

  it('is 1 for a conflict', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.edit('k8s/deployment.yaml', 'memory: 256Mi', 'memory: 300Mi');
    memory(folder, '256Mi', '512Mi');
    expect(folder.run('generate', '--check').status).toBe(1);
  });

  it('sees a new override, and is 0 once it is generated', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.write(
      'overrides/k8s/deployment.yaml',
      '- { op: add, path: /metadata/labels/team, value: shop }\n',
    );
    expect(folder.run('generate', '--check').status).toBe(2);
    expect(folder.run('generate').status).toBe(0);
    expect(folder.run('generate', '--check').status).toBe(0);
    expect(folder.read('k8s/deployment.yaml')).toContain('team: shop');
  });

  it('does not mind what the team does to its own files', () => {
    const folder = ordersProject();
    folder.write('Dockerfile', 'FROM scratch\n');
    folder.write('devops-flow.yaml', 'outputs:\n  docker:\n    yours: [Dockerfile]\n  kubernetes: {}\n');
    expect(folder.run('generate').status).toBe(0);
    folder.write('Dockerfile', 'FROM scratch\nUSER 10001\n');
    expect(folder.run('generate', '--check').status).toBe(0);
    expect(folder.read('Dockerfile')).toBe('FROM scratch\nUSER 10001\n');
  });
});

describe('what is typed wrong', () => {
  it.each([
    ['generate-pipeline --type github-action', 'option-value-unknown', 'did you mean "github-actions"?'],
    ['generate-pipeline --language pyton', 'language-unknown', 'did you mean "python"?'],
    ['generate-k8s --deploy-strategy blue-gren', 'strategy-unknown', 'did you mean "blue-green"?'],
    ['generate-k8s --replicas many', 'number-invalid', 'such as 2'],
    ['generate --family kubernets --spec x', 'option-value-unknown', 'did you mean "kubernetes"?'],
  ])('%s is a usage error with a name (%s)', (command, id, fix) => {
    const folder = new Folder();
    const { status, stderr } = folder.run(...command.split(' '));
    expect(status).toBe(64);
    expect(stderr).toContain(`error[${id}]`);
    expect(stderr).toContain(fix);
    expect(folder.files()).toEqual([]);
  });

  it('an unknown option is refused by its name', () => {
    const { status, stdout, stderr } = new Folder().run('generate', '--ouput', 'x');
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain("unknown option '--ouput'");
  });
});

describe('bad input: a named error, exit code 1, nothing written', () => {
  const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';
  it.each<[string, string, (folder: Folder) => void]>([
    ['a file that is missing', 'file-missing', () => {}],
    [
      'a file that is not UTF-8',
      'file-not-utf8',
      folder => folder.write('bad.yaml', Buffer.from([0x69, 0xff])),
    ],
    ['YAML that does not parse', 'yaml-syntax', folder => folder.write('bad.yaml', 'id: [\n')],
    ['a folder', 'file-is-folder', folder => folder.write('bad.yaml/x', '')],
  ])('%s', (_, id, prepare) => {
    const folder = ordersProject();
    prepare(folder);
    const before = folder.files();
    const { status, document } = folder.json('generate', '--spec', 'bad.yaml', '--output', 'out');
    expect(status).toBe(1);
    expect(document).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.objectContaining({ id })]),
    });
    expect(folder.files()).toEqual(before);
  });

  it('all mistakes are told at once, each at its place', () => {
    const folder = ordersProject();
    folder.edit(spec, 'ports_exposed: [8080]', 'ports_exposed: [99999]');
    folder.edit(spec, 'language: "node"', 'language: "nodee"');
    const { status, document } = folder.json('generate', '--output', 'out');
    expect(status).toBe(1);
    expect(
      (document['problems'] as { id: string; at: { file: string } }[]).map(({ id, at }) => [id, at.file]),
    ).toEqual(
      expect.arrayContaining([
        ['port-invalid', spec],
        ['language-unknown', spec],
      ]),
    );
    expect(folder.files('.').filter(path => !path.startsWith('docs/'))).toEqual([]);
  });

  it('a folder without documents teaches where they belong', () => {
    const { status, stderr } = new Folder().run('generate');
    expect(status).toBe(1);
    expect(stderr).toContain('error[documents-missing]');
    expect(stderr).toContain('docs/09_SPEC/SPEC-*.yaml');
  });
});

describe('the real documents of the SDD corpus', () => {
  const corpus = process.env['DEVOPS_FLOW_CORPUS'];
  it.skipIf(corpus === undefined)(
    'generate everything, the cloud taken from the REQ (skipped: no DEVOPS_FLOW_CORPUS)',
    () => {
      const folder = new Folder();
      const sdd = (file: string) => join(corpus ?? '', 'sdd', file);
      const req = ['--req', sdd('REQ-02_deployment_requirements_example.md')];
      const spec = ['--spec', sdd('SPEC-MVP-TEMPLATE.yaml')];
      const { status, stderr } = folder.run('generate', ...req, ...spec, '--output', 'out');
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(stderr).toContain('warning[adr-missing]');
      expect(folder.files('out').length).toBeGreaterThan(15);
    },
  );
});
