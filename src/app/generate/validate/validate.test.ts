import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { validate } from './validate.ts';

function project(document: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'validate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'devops-flow.yaml'), document);
  return folder;
}

const request = (folder: string) => ({
  workingFolder: folder,
  documents: { folder },
  options: {},
  families: [],
  ownFolder: false,
  env: { DEVOPS_FLOW_TOOLS: join(folder, 'none'), XDG_CACHE_HOME: join(folder, 'cache') },
  tell: () => undefined,
});

const service = 'name: shop\nlanguage: node\nimage: { repository: registry.example.com/team/shop }\n';

test('what the files ask tools to leave alone is listed with its reason', async () => {
  const { ok, fields, files } = await validate(request(project(`${service}outputs: [kubernetes]\n`)));
  expect(ok).toBe(true);
  expect(files).toBeGreaterThan(5);
  const digest = fields.suppressed.find(({ rule }) => rule === 'CKV_K8S_43');
  expect(digest?.tool).toBe('checkov');
  expect(digest?.reason).toContain('the digest is known after the build');
  expect(fields.suppressed.every(({ reason }) => reason !== '')).toBe(true);
});

test('a tool that is not here is named, and nothing is called checked by it', async () => {
  const folder = project(`${service}outputs: [docker]\n`);
  const { ok, problems, fields } = await validate({ ...request(folder), tools: ['hadolint'] });
  expect([ok, fields.tools]).toEqual([false, []]);
  expect(problems.map(({ id, message }) => [id, message])).toEqual([
    ['tool-not-installed', 'hadolint 2.15.1 is not here'],
  ]);
});

test('a tool that reads none of the files is not missed', async () => {
  const folder = project(`${service}outputs: [docker]\n`);
  const { ok, fields } = await validate({ ...request(folder), tools: ['kubeconform'] });
  expect([ok, fields.tools.map(({ name, files }) => [name, files])]).toEqual([true, [['kubeconform', 0]]]);
});

test('a tool that nobody knows is refused before anything runs', async () => {
  const folder = project(service);
  await expect(validate({ ...request(folder), tools: ['hadolnt'] })).rejects.toMatchObject({ exitCode: 64 });
});

test('a tool of the machine is told of before it runs, and has no version that we know', async () => {
  const folder = project(`${service.replace('node', 'python')}outputs: [tests]\n`);
  writeFileSync(join(folder, 'python3'), "#!/bin/sh\necho '[]'\n", { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const told: string[] = [];
  const tell = (tool: string) => told.push(tool);
  const { fields } = await validate({ ...request(folder), tools: ['python3'], tell });
  expect(fields.tools.map(({ name, version }) => [name, version])).toEqual([['python3', 'from PATH']]);
  expect(told).toEqual(['python3']);
});

test('what a person has broken in a file is found where it stands', async () => {
  const folder = project(`${service}outputs: [docker]\n`);
  mkdirSync(join(folder, 'none'));
  const program = join(folder, 'none', 'hadolint');
  // It answers as the real one does; test/conformance runs that.
  const said = [{ file: 'Dockerfile', line: 2, code: 'DL3099', message: 'no such thing', level: 'error' }];
  writeFileSync(program, `#!/bin/sh\necho '${JSON.stringify(said)}'\nexit 1\n`, { mode: 0o755 });
  const { ok, fields } = await validate({ ...request(folder), tools: ['hadolint'] });
  expect(ok).toBe(false);
  expect(fields.findings.map(({ id, severity, message }) => [id, severity, message])).toContainEqual([
    'hadolint/DL3099',
    'error',
    'no such thing',
  ]);
});
