/** Runs what was generated for the example where its product can be had: act, gitlab-ci-local, and the parser of Groovy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { pipelines } from '../../src/generate/artifacts/pipelines/index.ts';
import { type Node, readGroovy } from '../../src/generate/artifacts/pipelines/testing/read-jenkins.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { usage } from '../../src/model/languages.ts';
import type { Language } from '../../src/model/service.ts';
import { ordersProject, ordersWith } from '../fixtures/orders.ts';
import { shopProject } from '../fixtures/shop.ts';
import { runAct } from './act.ts';
import { rsyncIn, runGitlab } from './gitlab.ts';
import { groovyStrings } from './groovy.ts';
import { type Machine, machineIn } from './machine.ts';
import { exampleFor } from './project.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const places = toolPlaces(process.env);
const work = mkdtempSync(join(tmpdir(), 'pipelines-'));
let [passed, failed] = [0, 0];

function judge(sentence: string, isSo: boolean, why: () => string): void {
  if (isSo) passed += 1;
  else failed += 1;
  console.log(isSo ? `✓ ${sentence}` : `✗ ${sentence}\n${why()}`);
}

function pathOf(name: string): string | undefined {
  const tool = tools.find(known => known.name === name);
  const path = tool && findTool(tool, places)?.path;
  if (path === undefined) console.log(`skipped: ${name} could not be had`);
  return path;
}

/** By code unit. */
const sorted = (names: readonly string[]) => names.toSorted((a, b) => (a < b ? -1 : 1)).join(' ');

const lastLines = (text: string) => text.split('\n').slice(-30).join('\n');

function toldOf(machine: Machine): void {
  console.log('  not exercised, something stood in for it:');
  for (const call of new Set(machine.calls().map(line => line.split(' ').slice(0, 3).join(' '))))
    console.log(`    ${call}`);
}

function tryGithub(act: string, trivy: string): void {
  const folder = join(work, 'github');
  const machine = machineIn(folder, { trivy });
  const example = exampleFor('github-actions', project, join(folder, 'orders'));
  const { steps, jobs, output } = runAct(act, example, 'build', machine, folder, {
    REGISTRY_USERNAME: 'orders',
    REGISTRY_PASSWORD: 'not a secret',
  });
  for (const { job, step, result, ran } of steps)
    console.log(`  ${ran ? result : 'not exercised'}  ${job}: ${step}`);
  const expected = [
    'lint',
    'types',
    'test',
    'audit',
    'analysis',
    'security',
    'security',
    'security',
    'build',
  ];
  judge(
    'GitHub Actions: every job from lint to build succeeds in act',
    jobs.every(([, result]) => result === 'success') && sorted(jobs.map(([id]) => id)) === sorted(expected),
    () => `${JSON.stringify(jobs)}\n${lastLines(output)}`,
  );
  const own = [
    'install',
    'lint',
    'types',
    'test',
    'audit',
    'analysis',
    'the image by its digest',
    'sign the image',
  ];
  for (const name of own)
    judge(
      `GitHub Actions: the step "${name}" runs as it was generated`,
      steps.some(({ step, result, ran }) => ran && step === name && result === 'success'),
      () => lastLines(output),
    );
  judge(
    'GitHub Actions: the image that is signed is the one that was built, by its digest',
    machine.calls().includes(`cosign sign --yes registry.example.com/orders@sha256:${'a'.repeat(64)}`),
    () => machine.calls().join('\n'),
  );
  toldOf(machine);
}

function tryGitlab(program: string, trivy: string): void {
  const folder = join(work, 'gitlab');
  const rsync = rsyncIn(join(folder, 'rsync'));
  if (!rsync) {
    console.log('skipped: gitlab-ci-local needs rsync, which is neither here nor to be had from Debian');
    return;
  }
  const made = machineIn(folder, { trivy, more: [rsync.bin] });
  const machine = { ...made, env: { ...made.env, ...rsync.env } };
  const example = exampleFor('gitlab-ci', project, join(folder, 'orders'));
  const { jobs, output } = runGitlab(program, example, 'build', machine, {
    REGISTRY_USERNAME: 'orders',
    REGISTRY_PASSWORD: 'not a secret',
    CI_PROJECT_DIR: join(folder, 'builds'),
  });
  const security = ['vuln', 'secret', 'misconfig'].map(scanner => `security: [${scanner}]`);
  for (const name of ['lint', 'typecheck', 'test', 'audit', 'analysis', ...security, 'build'])
    judge(`GitLab CI/CD: the job ${name} passes in gitlab-ci-local`, jobs.get(name) === 'PASS', () =>
      lastLines(output),
    );
  judge(
    'GitLab CI/CD: what is scanned and signed is the image that was built, by its digest',
    ['trivy image --severity', 'cosign sign --yes'].every(call =>
      machine.calls().some(line => line.startsWith(call) && line.endsWith(`orders@sha256:${'a'.repeat(64)}`)),
    ),
    () => machine.calls().join('\n'),
  );
  toldOf(machine);
}

const hostile = "a'b\"c`d$(touch canary)${X}\\n\\u0041\\'''e\n  f\r $g #{h}";

function jenkinsfiles(): readonly string[] {
  const languages = (Object.keys(usage) as Language[]).map(language => ordersWith({ language }));
  const quoted = ordersWith({ commands: { install: hostile, lint: hostile, test: hostile } });
  const files = [ordersProject, shopProject, quoted, ...languages].flatMap(one =>
    pipelines.emit(one, { pipelineType: 'jenkins' }),
  );
  const folder = join(work, 'jenkins');
  mkdirSync(folder);
  return files.map(({ content }, i) => {
    const path = join(folder, `Jenkinsfile${i}.groovy`);
    writeFileSync(path, content);
    texts.set(path, content);
    return path;
  });
}

const texts = new Map<string, string>();

const stringsOf = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap(({ strings, body }) => [...strings, ...stringsOf(body)]);

function tryJenkins(java: string, jar: string): void {
  const files = jenkinsfiles();
  let understood: ReturnType<typeof groovyStrings>;
  try {
    understood = groovyStrings({ java, jar }, files, work);
  } catch (error) {
    judge('Jenkins: every Jenkinsfile parses in Groovy', false, () => String(error));
    return;
  }
  judge(`Jenkins: ${files.length} Jenkinsfiles parse in Groovy`, understood.size === files.length, () =>
    [...understood.keys()].join('\n'),
  );
  const lost = files.flatMap(file =>
    stringsOf(readGroovy(texts.get(file) ?? ''))
      // Groovy fills this one in.
      .filter(text => !text.startsWith('STATUS=$') && !understood.get(file)?.has(text))
      .map(text => `${file}: ${JSON.stringify(text)}`),
  );
  judge('Jenkins: Groovy reads every string as it was meant, hostile ones too', lost.length === 0, () =>
    lost.join('\n'),
  );
  const all = [...understood.values()].flatMap(strings => [...strings]);
  judge(
    'Jenkins: a hostile command is one word of the shell in Groovy’s eyes, too',
    all.some(text => text.includes(`COMMAND='${hostile.replaceAll("'", "'\\''")}'`)),
    () => all.filter(text => text.includes('COMMAND')).join('\n'),
  );
}

try {
  const { problems } = await installTools(
    ['act', 'gitlab-ci-local', 'java', 'groovy', 'trivy'],
    process.env,
    ({ name, version, from }) => console.log(`installing ${name} ${version} from ${from}`),
  );
  for (const { message } of problems) console.log(`skipped: ${message}`);
  const [act, gitlab, java, jar, trivy] = ['act', 'gitlab-ci-local', 'java', 'groovy', 'trivy'].map(pathOf);
  if (java && jar) tryJenkins(java, jar);
  if (act && trivy) tryGithub(act, trivy);
  if (gitlab && trivy) tryGitlab(gitlab, trivy);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
