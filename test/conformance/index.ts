/** npm run conformance: the real scanners over stacks that are generated here, and a table of what they found. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { Failure } from '../../src/errors/index.ts';
import { adapters } from '../../src/generate/checks/tools/adapters/index.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import { type ScannedFile, type ScanResult, scan } from '../../src/generate/checks/tools/scan.ts';
import { canaries } from './canaries.ts';
import { addFile, filesBelow, type GeneratedFile, generate, type Kinds, kindsOf } from './projects.ts';
import { stacksOf } from './stacks.ts';
import { fires, type Suppression, strip, summary } from './suppressions.ts';
import { table } from './table.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const places = toolPlaces(process.env);
const work = mkdtempSync(join(tmpdir(), 'conformance-'));
let [passed, failed] = [0, 0];

function judge(isWell: boolean, fault: () => string): void {
  if (isWell) passed += 1;
  else {
    failed += 1;
    console.log(`✗ ${fault()}`);
  }
}

type Adapter = (typeof adapters)[number];

/** Runs every tool; one that fails is a fault, and not in the results. */
async function scanWith(
  run: (adapter: Adapter) => Promise<ScanResult>,
  only: (tool: string) => boolean = () => true,
): Promise<readonly ScanResult[]> {
  const results: ScanResult[] = [];
  for (const adapter of adapters.filter(({ tool }) => only(tool))) {
    try {
      results.push(await run(adapter));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      judge(false, () => error.message);
    }
  }
  return results;
}

/** All stacks at once, or one after another for a tool that would compare the files of one with those of the next. */
async function scanStacks(
  adapter: Adapter,
  root: string,
  files: readonly GeneratedFile[],
): Promise<ScanResult> {
  if (!adapter.comparesFiles) return scan(adapter, root, files, places);
  const whole = { tool: adapter.tool, files: 0, findings: [] as ScanResult['findings'], seconds: 0 };
  for (const stack of new Set(files.map(file => file.stack))) {
    const own = files.filter(file => file.stack === stack);
    const below = (file: ScannedFile) => ({ ...file, path: file.path.slice(stack.length + 1) });
    const found = await scan(adapter, join(root, stack), own.map(below), places);
    whole.files += found.files;
    whole.seconds += found.seconds;
    whole.findings = [
      ...whole.findings,
      ...found.findings.map(finding => ({ ...finding, file: `${stack}/${finding.file}` })),
    ];
  }
  return whole;
}

async function tryCanaries(): Promise<void> {
  const cage = join(work, 'canaries');
  for (const { path, content } of canaries) {
    mkdirSync(dirname(join(cage, path)), { recursive: true });
    writeFileSync(join(cage, path), content);
  }
  const of = (tool: string) => canaries.filter(({ tools }) => !tools || tools.includes(tool));
  for (const { tool, findings } of await scanWith(adapter => scan(adapter, cage, of(adapter.tool), places)))
    judge(findings.length > 0, () => `${tool} finds nothing in files that are full of faults`);
}

async function generateStacks(root: string): Promise<readonly GeneratedFile[]> {
  mkdirSync(root);
  const kinds = new Map<string, Kinds>();
  for (const stack of stacksOf(project, corpus)) {
    const folder = join(work, 'projects', stack.name);
    const target = join(root, stack.name);
    const fault = generate(stack, join(project, 'dist', 'main.js'), folder, target);
    judge(fault === '', () => `${stack.name}: ${fault}`);
    if (fault !== '') continue;
    kinds.set(stack.name, new Map([...(await kindsOf(stack, folder)), ...(await smokeTests(target))]));
  }
  return filesBelow(root, kinds);
}

/** What `helm test` runs stands in templates only: it is rendered, to be scanned as what it is. */
async function smokeTests(target: string): Promise<Kinds> {
  const path = helm();
  const charts = existsSync(join(target, 'helm')) ? readdirSync(join(target, 'helm')) : [];
  const rendered = new Map<string, ScannedFile['kind']>();
  for (const chart of path === undefined ? [] : charts) {
    const template = 'templates/tests/smoke-test.yaml';
    if (!existsSync(join(target, 'helm', chart, template))) continue;
    const argv = ['template', chart, join(target, 'helm', chart), '--show-only', template];
    const { code, stdout, stderr } = await runProgram([path ?? '', ...argv, '--namespace', chart]);
    judge(code === 0, () => `${chart}: ${stderr}`);
    // Helm ends with blank lines, and names the template, which kube-score takes for the file.
    const text = stdout.replaceAll(/^# Source: .*\n/gm, '').trimEnd();
    addFile(target, `rendered/${chart}.yaml`, `${text}\n`);
    rendered.set(`rendered/${chart}.yaml`, 'kubernetes');
  }
  return rendered;
}

function helm(): string | undefined {
  const tool = tools.find(({ name }) => name === 'helm');
  return tool && findTool(tool, places)?.path;
}

async function scanClean(root: string, files: readonly GeneratedFile[]): Promise<readonly ScanResult[]> {
  const results = await scanWith(adapter => scanStacks(adapter, root, files));
  for (const { tool, files: read, findings } of results) {
    judge(read > 0 && findings.length === 0, () => `${tool}: ${findings.length} findings in ${read} files`);
    for (const { id, message, file, line } of findings.slice(0, 20))
      console.log(`    ${file}${line === undefined ? '' : `:${line}`}  ${id}  ${message}`);
  }
  return results;
}

/** Takes every suppression out, and has each proved by the tool that it silences. */
async function trySuppressions(
  root: string,
  files: readonly GeneratedFile[],
): Promise<readonly Suppression[]> {
  const bare = join(work, 'bare');
  cpSync(root, bare, { recursive: true });
  // The objects of a chart are those of the manifests, which test/rendering shows.
  const read = files.filter(({ kind }) => kind !== 'helm-template');
  const all = read.flatMap(({ path }) => {
    const { found, text } = strip(path, readFileSync(join(root, path), 'utf8'));
    if (found.length > 0) writeFileSync(join(bare, path), text);
    return found;
  });
  const tools = new Set(all.map(({ tool }) => tool));
  const results = await scanWith(
    adapter => scanStacks(adapter, bare, files),
    tool => tools.has(tool),
  );
  for (const one of all) {
    judge(fires(one, results), () => `${one.file}: ${one.tool} has nothing to say without its ${one.id}`);
    judge(one.reason !== '', () => `${one.file}: nobody says why ${one.id} is suppressed`);
  }
  return all;
}

try {
  const { problems } = await installTools([], process.env, ({ name, version, from }) =>
    console.log(`installing ${name} ${version} from ${from}`),
  );
  for (const { message } of problems) judge(false, () => message);
  if (corpus === undefined) console.log('skipped: the stacks of others, which DEVOPS_FLOW_CORPUS names');
  await tryCanaries();
  const root = join(work, 'stacks');
  const files = await generateStacks(root);
  const results = await scanClean(root, files);
  const suppressions = await trySuppressions(root, files);
  console.log(`\n${files.length} files of ${new Set(files.map(({ stack }) => stack)).size} stacks\n`);
  for (const line of table(files, results)) console.log(line);
  console.log(`\n${suppressions.length} suppressions, each shown to fire without its line:`);
  for (const line of summary(suppressions)) console.log(line);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
