import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors/index.ts';
import { Folder, lineWith } from './command-line.ts';
import { generatedProject, ordersProject } from './orders-project.ts';

const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly { id: string; help: { text: string } }[];
      };
    };
    readonly originalUriBaseIds: Record<string, unknown>;
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        physicalLocation: {
          artifactLocation: { uri: string; uriBaseId?: string };
          region?: Record<string, number>;
        };
      }[];
      readonly partialFingerprints: Record<string, string>;
    }[];
  }[];
}

describe('check', () => {
  it('of a project without a fault says what was checked, and writes nothing', () => {
    const folder = ordersProject();
    const before = folder.traces();
    const { status, stdout, stderr } = folder.run('check');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^\S+ orders: 3 documents and \d+ files checked, no problem\n$/);
    expect(folder.traces()).toEqual(before);
  });

  it('prints all problems of the documents with excerpt, caret, reason and remedy', () => {
    const folder = ordersProject();
    folder.edit(spec, 'ports_exposed: [8080]', 'ports_exposed: [99999]');
    folder.edit(spec, 'language: "node"', 'language: "nodee"');
    const { status, stdout } = folder.run('check');
    const line = lineWith(folder.read(spec), '99999');
    expect(status).toBe(1);
    expect(stdout).toContain(`  --> ${spec}:${line}:21\n`);
    expect(stdout).toContain(`${line} |     ports_exposed: [99999]\n`);
    expect(stdout).toMatch(/\n +\| {21}\^{5}\n {2}why: .+\n {2}fix: .+\n/);
    expect(stdout).toContain('did you mean "node"?');
    expect(stdout).toMatch(/\n2 errors, 0 warnings\n$/);
  });

  it('shows a fault of a generated line at the place of the document that decides it', () => {
    const folder = ordersProject();
    folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');
    folder.run('generate');
    folder.edit(spec, 'memory: "512Mi"', 'memory: "768Mi"');
    const { document } = folder.json('check');
    expect(document).toMatchObject({
      ok: true,
      stale: expect.arrayContaining(['k8s/deployment.yaml', 'k8s/quota.yaml']),
      problems: expect.arrayContaining([
        expect.objectContaining({
          id: 'file-stale',
          severity: 'warning',
          artifact: 'k8s/deployment.yaml',
          at: expect.objectContaining({ file: spec, line: lineWith(folder.read(spec), 'memory: "768Mi"') }),
          detail: ['memory limit 512Mi -> 768Mi'],
        }),
      ]),
    });
  });

  it('names the file that an override patches behind a stale file, as plan does', () => {
    const folder = generatedProject();
    folder.write('overrides/k8s/deployment.yaml', '- { op: replace, path: /spec/replicas, value: 9 }\n');
    expect(folder.json('check').document['problems']).toMatchObject([
      {
        id: 'file-stale',
        at: { file: 'overrides/k8s/deployment.yaml', line: 1 },
        detail: ['override of k8s/deployment.yaml'],
      },
    ]);
    folder.run('generate');
    folder.write('overrides/k8s/deployment.yaml', '[]\n');
    expect(folder.json('check').document['problems']).toMatchObject([
      { id: 'file-stale', detail: ['override of k8s/deployment.yaml 1 operation -> nothing'] },
    ]);
  });

  it('checks the files of the team too, at their own lines, and leaves the decision to the team', () => {
    const folder = ordersProject();
    folder.write('devops-flow.yaml', 'outputs:\n  docker:\n    yours: [Dockerfile]\n');
    folder.write('Dockerfile', 'FROM node:latest\nCOPY . .\n');
    const { status, document } = folder.json('check');
    expect(status).toBe(0);
    expect(document['problems']).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        artifact: 'Dockerfile',
        at: { file: 'Dockerfile', line: 1, column: 1, length: 16 },
      }),
    );
  });

  it('tells hand edits, conflicts, and files that are in the way', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.write('scripts/setup.sh', `${folder.read('scripts/setup.sh')}# mine\n`);
    expect(folder.run('check').stdout).toContain('note[edited-by-hand]: scripts/setup.sh');
    folder.edit('k8s/deployment.yaml', 'memory: 256Mi', 'memory: 300Mi');
    folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');
    const { status, stdout } = folder.run('check');
    expect(status).toBe(1);
    expect(stdout).toContain('error[merge-conflict]: k8s/deployment.yaml');
  });

  it('what a hand edit breaks is a warning; generate goes on', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.write('scripts/setup.sh', 'if true; then\n');
    const { status, document } = folder.json('check');
    expect(status).toBe(0);
    expect(document['problems']).toContainEqual(
      expect.objectContaining({
        id: 'artifact-unparsable',
        severity: 'warning',
        artifact: 'scripts/setup.sh',
      }),
    );
    expect(folder.run('generate').status).toBe(0);
  });

  it('names the markers that a merge by git left in a file of the team, which stays a warning', () => {
    const folder = new Folder();
    folder.write('devops-flow.yaml', 'name: shop\noutputs:\n  docker:\n    yours: [Dockerfile]\n');
    folder.write(
      'Dockerfile',
      'FROM nginx:1.30\n<<<<<<< HEAD\nEXPOSE 80\n=======\nEXPOSE 81\n>>>>>>> feature\n',
    );
    const { status, document } = folder.json('check');
    expect(status).toBe(0);
    const problems = document['problems'] as readonly Problem[];
    expect(problems.filter(({ at }) => at?.file === 'Dockerfile')).toMatchObject([
      { id: 'file-conflicted', severity: 'warning', at: { line: 2, column: 1, length: 12 } },
    ]);
  });

  it('--strict ends with 2 when there is a warning, and with 0 when there is none', () => {
    const folder = ordersProject();
    expect(folder.run('check', '--strict').status).toBe(0);
    folder.run('generate');
    folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');
    expect(folder.run('check').status).toBe(0);
    expect(folder.run('check', '--strict').status).toBe(2);
  });

  it('--strict ends with 0 where the only thing to say is that a person edited a generated file', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.write('scripts/setup.sh', `${folder.read('scripts/setup.sh')}# mine\n`);
    const { status, stdout } = folder.run('check', '--strict');
    expect(stdout).toContain('note[edited-by-hand]: scripts/setup.sh');
    expect(status).toBe(0);
    expect(folder.run('plan').stdout).toContain('\n  = scripts/setup.sh  edited by hand, left as it is');
  });
});

describe('check --sarif', () => {
  function faulty(): Folder {
    const folder = ordersProject();
    folder.run('generate');
    folder.write('.git/HEAD', 'ref: refs/heads/main\n');
    folder.edit(spec, 'memory: "256Mi"', 'memory: "512Mi"');
    folder.write('scripts/setup.sh', `${folder.read('scripts/setup.sh')}# mine\n`);
    return folder;
  }

  it('writes a log as SARIF 2.1.0 wants it: rules by index, levels, places in the repository', () => {
    const folder = faulty();
    const { status } = folder.run('check', '--sarif', 'out.sarif');
    expect(status).toBe(0);
    const { version, runs } = JSON.parse(folder.read('out.sarif')) as Sarif;
    expect({ version, runs: runs.length }).toEqual({ version: '2.1.0', runs: 1 });
    const [run] = runs;
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(['edited-by-hand', 'file-stale']);
    expect(rules.every(({ help }) => /^Why: .+\.\nFix: .+\.$/.test(help.text))).toBe(true);
    for (const { ruleId, ruleIndex, level } of run?.results ?? []) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
    }
    const stale = run?.results.find(({ ruleId }) => ruleId === 'file-stale');
    const line = lineWith(folder.read(spec), 'memory: "512Mi"');
    expect(stale?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: spec, uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: 16, endColumn: 21 },
        },
      },
    ]);
  });

  it('names files relative to the repository, wherever it runs', () => {
    const folder = faulty();
    const log = JSON.parse(folder.runIn('docs', 'check', '..', '--sarif').stdout) as Sarif;
    const uris = log.runs[0]?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation);
    expect(uris).toContainEqual({ uri: spec, uriBaseId: '%SRCROOT%' });
  });

  it('gives a problem the same fingerprint when lines above it come and go', () => {
    const folder = faulty();
    const print = () => {
      const log = JSON.parse(folder.run('check', '--sarif').stdout) as Sarif;
      return log.runs[0]?.results
        .map(({ partialFingerprints }) => partialFingerprints['devopsFlow/v1'])
        .toSorted();
    };
    const before = print();
    folder.write(spec, `# a remark\n${folder.read(spec)}`);
    expect(print()).toEqual(before);
    expect(new Set(before).size).toBe(before?.length);
  });

  it('of documents that cannot be read has their errors, and the exit code is 1', () => {
    const folder = ordersProject();
    folder.edit(spec, 'ports_exposed: [8080]', 'ports_exposed: [99999]');
    const { status, stdout, stderr } = folder.run('check', '--sarif');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const [run] = (JSON.parse(stdout) as Sarif).runs;
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['port-invalid', 'error']]);
  });

  it.each([
    [['--sarif', '--json'], 64, 'usage'],
    [['--sarif', 'no/folder/x.sarif', '--json'], 1, 'file-not-written'],
  ])('%j ends with %i: %s', (flags, code, id) => {
    const { status, stdout } = ordersProject().run('check', '.', ...flags);
    expect(status).toBe(code);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, problems: [{ id }] });
  });
});
