import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runPipeline } from './run.ts';

/** A project whose developers type these commands; `more`: lines of its document. */
function project(commands: string, more = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'index.js'), '');
  writeFileSync(join(folder, 'node_modules', 'leftover'), '');
  writeFileSync(
    join(folder, 'devops-flow.yaml'),
    `name: shop\nlanguage: node\nimage: { repository: registry.example.com/team/shop }\n${more}commands:\n${commands}`,
  );
  return folder;
}

const run = async (folder: string, only: string, signal = new AbortController().signal) => {
  const told: string[] = [];
  const result = await runPipeline({
    workingFolder: folder,
    documents: { folder },
    options: {},
    only,
    env: process.env,
    program: 'devops-flow',
    id: 'now',
    signal,
    watch: {
      started: title => told.push(`start ${title}`),
      step: (title, name) => told.push(`${title}: ${name}`),
      ended: ({ title, outcome }) => told.push(`${outcome} ${title}`),
    },
  });
  return { ...result, told };
};

test('a job runs in a checkout of its own: what no clone has is not there, and nothing is left in the project', async () => {
  const folder = project('  lint: "test -f index.js && test ! -e node_modules && touch made-by-lint"\n');
  const { ok, fields, told } = await run(folder, 'lint');
  expect(ok).toBe(true);
  expect(fields.jobs.map(({ id, outcome }) => [id, outcome])).toEqual([['lint', 'passed']]);
  expect(told).toContain('lint: lint');
  expect(readdirSync(folder)).not.toContain('made-by-lint');
});

test('a job that says nothing has a log too: its result names it', async () => {
  const folder = project('  lint: "true"\n');
  const { fields } = await run(folder, 'lint');
  expect(fields.jobs[0]?.log).toBe('.devops-flow/pipeline/now/lint.log');
  expect(readFileSync(join(folder, '.devops-flow', 'pipeline', 'now', 'lint.log'), 'utf8')).toBe('');
});

test('a command that fails fails its job, and its log says what it said', async () => {
  const folder = project('  lint: "echo found a fault; exit 3"\n');
  const { ok, problems } = await run(folder, 'lint');
  expect(ok).toBe(false);
  expect(problems.map(({ id, message }) => [id, message])).toEqual([
    ['job-failed', 'lint failed: lint: exit code 3'],
  ]);
  const log = join(folder, '.devops-flow', 'pipeline', 'now', 'lint.log');
  expect(readFileSync(log, 'utf8')).toContain('found a fault');
});

test('what needs the network is not called failed where there is none', async () => {
  const folder = project('  lint: "echo getaddrinfo EAI_AGAIN registry.example.com; exit 1"\n');
  const { ok, fields } = await run(folder, 'lint');
  expect([ok, fields.jobs[0]?.outcome]).toEqual([true, 'not-exercised']);
  expect(fields.jobs[0]?.reason).toBe('it needs the network: getaddrinfo EAI_AGAIN registry.example.com');
});

test('a stage that the pipeline has not is refused before anything runs', async () => {
  const folder = project('  lint: "true"\n');
  await expect(run(folder, 'lnt')).rejects.toMatchObject({ exitCode: 64 });
  expect(existsSync(join(folder, '.devops-flow', 'pipeline'))).toBe(false);
});

describe('the deploy to local', () => {
  /** Scripts that say how they were called, in the place of the generated ones. */
  function scripted(folder: string, failing = ''): string {
    mkdirSync(join(folder, 'scripts'));
    for (const name of ['deploy', 'smoke-tests', 'health-check'])
      writeFileSync(
        join(folder, 'scripts', `${name}.sh`),
        `echo "${name} $*"\nexit ${name === failing ? 1 : 0}\n`,
      );
    return folder;
  }
  const said = (folder: string) =>
    readFileSync(join(folder, '.devops-flow', 'pipeline', 'now', 'deploy-local.log'), 'utf8');

  test('ends with what the generated smoke tests ask, as the printed pipelines do', async () => {
    const folder = scripted(project('  lint: "true"\n'));
    const { ok, told } = await run(folder, 'deliver');
    expect([ok, said(folder)]).toEqual([true, 'deploy --env local\nsmoke-tests --env local\n']);
    expect(told).toContain('deploy-local: smoke test');
  });

  test('asks a worker, which has no address, for its health alone', async () => {
    const folder = scripted(project('  lint: "true"\n', 'kind: worker\n'));
    await run(folder, 'deliver');
    expect(said(folder)).toBe('deploy --env local\nhealth-check --env local\n');
  });

  test('fails when they fail', async () => {
    const folder = scripted(project('  lint: "true"\n'), 'smoke-tests');
    const { ok, problems } = await run(folder, 'deliver');
    expect([ok, problems[0]?.message]).toEqual([false, 'deploy-local failed: smoke test: exit code 1']);
  });
});

test('once it is interrupted, no further job is started', async () => {
  const { ok, fields, told } = await run(project('  lint: "true"\n'), 'lint', AbortSignal.abort());
  expect([ok, fields.jobs.map(({ outcome }) => outcome), told]).toEqual([false, ['not-run'], []]);
});
