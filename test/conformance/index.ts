/** npm run conformance: the real scanners over stacks that are generated here, and a table of what they found. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import type { ScannedFile, ScanResult } from '../../src/generate/checks/tools/scan.ts';
import { runSuite, type Suite } from '../suite/index.ts';
import { Tally } from '../suite/tally.ts';
import { bringTools } from '../suite/tools.ts';
import { canaries } from './canaries.ts';
import { addFile, filesBelow, type GeneratedFile, generate, type Kinds, kindsOf } from './projects.ts';
import { eachTextOnce, scanAll, scanStacks } from './scanning.ts';
import { stacksOf } from './stacks.ts';
import { fires, type Suppression, strip, summary, suppressed } from './suppressions.ts';
import { table } from './table.ts';

await runSuite(
  'conformance',
  async suite => {
    const { pathOf, problems } = await bringTools([]);
    suite.tally.faultless(
      'the tools are installed',
      problems.map(({ message }) => message),
    );
    const corpus = process.env['DEVOPS_FLOW_CORPUS'];
    if (corpus === undefined) suite.tally.skip('the stacks of others, which DEVOPS_FLOW_CORPUS names');
    await tryCanaries(suite);
    const root = join(suite.work, 'stacks');
    const files = await generateStacks(root, corpus, pathOf('helm'), suite);
    const results = await scanClean(root, files, suite.tally);
    const suppressions = await trySuppressions(root, files, suite);
    console.log(`\n${files.length} files of ${new Set(files.map(({ stack }) => stack)).size} stacks\n`);
    for (const line of table(files, results)) console.log(line);
    console.log(`\n${suppressions.length} suppressions, each shown to fire without its line:`);
    for (const line of summary(suppressions)) console.log(line);
  },
  new Tally({ quiet: true }),
);

async function tryCanaries({ work, tally }: Suite): Promise<void> {
  const cage = join(work, 'canaries');
  for (const { path, content } of canaries) {
    mkdirSync(dirname(join(cage, path)), { recursive: true });
    writeFileSync(join(cage, path), content);
  }
  const of = (tool: string) => canaries.filter(({ tools }) => !tools || tools.includes(tool));
  for (const { tool, findings } of await scanAll(cage, of, tally))
    tally.judge(`${tool} finds something in files that are full of faults`, findings.length > 0);
}

async function generateStacks(
  root: string,
  corpus: string | undefined,
  helm: string | undefined,
  { project, work, tally }: Suite,
): Promise<readonly GeneratedFile[]> {
  mkdirSync(root);
  const kinds = new Map<string, Kinds>();
  for (const stack of stacksOf(project, corpus)) {
    const folder = join(work, 'projects', stack.name);
    const target = join(root, stack.name);
    const fault = await generate(stack, folder, target);
    if (!tally.judge(`${stack.name} is generated`, fault === '', () => fault)) continue;
    const rendered = helm === undefined ? [] : await smokeTests(helm, target, tally);
    kinds.set(stack.name, new Map([...(await kindsOf(stack, folder)), ...rendered]));
  }
  return filesBelow(root, kinds);
}

/** What `helm test` runs stands in templates only: it is rendered, to be scanned as what it is. */
async function smokeTests(helm: string, target: string, tally: Tally): Promise<Kinds> {
  const charts = existsSync(join(target, 'helm')) ? readdirSync(join(target, 'helm')) : [];
  const rendered = new Map<string, ScannedFile['kind']>();
  for (const chart of charts) {
    const template = 'templates/tests/smoke-test.yaml';
    if (!existsSync(join(target, 'helm', chart, template))) continue;
    const argv = ['template', chart, join(target, 'helm', chart), '--show-only', template];
    const { code, stdout, stderr } = await runProgram([helm, ...argv, '--namespace', chart]);
    tally.judge(`the smoke test of ${chart} can be rendered`, code === 0, () => stderr);
    // Helm ends with blank lines, and names the template, which kube-score takes for the file.
    const text = stdout.replaceAll(/^# Source: .*\n/gm, '').trimEnd();
    addFile(target, `rendered/${chart}.yaml`, `${text}\n`);
    rendered.set(`rendered/${chart}.yaml`, 'kubernetes');
  }
  return rendered;
}

async function scanClean(
  root: string,
  files: readonly GeneratedFile[],
  tally: Tally,
): Promise<readonly ScanResult[]> {
  const of = (tool: string) => (tool === 'shellcheck' ? eachTextOnce(root, files) : files);
  const results = await scanStacks(root, of, tally);
  for (const { tool, files: read, findings } of results)
    tally.faultless(`${tool} reads files and finds nothing in them`, [
      ...(read > 0 ? [] : ['it has read none']),
      ...findings.map(
        ({ id, message, file, line }) => `${file}${line === undefined ? '' : `:${line}`}  ${id}  ${message}`,
      ),
    ]);
  return results;
}

/** Takes every suppression out, and has each proved by the tool that it silences. */
async function trySuppressions(
  root: string,
  files: readonly GeneratedFile[],
  { work, tally }: Suite,
): Promise<readonly Suppression[]> {
  // The objects of a chart are those of the manifests, which test/rendering shows.
  const read = files.filter(({ kind }) => kind !== 'helm-template');
  const textOf = (path: string) => strip(path, readFileSync(join(root, path), 'utf8'));
  const all = read.flatMap(({ path }) => textOf(path).found);
  const results: ScanResult[] = [];
  for (const tool of new Set(all.map(one => one.tool))) {
    const bare = join(work, 'bare', tool);
    const again = suppressed(files, all, tool);
    for (const { path } of again) addFile(bare, path, textOf(path).text);
    results.push(...(await scanStacks(bare, name => (name === tool ? again : []), tally)));
  }
  for (const one of all) {
    const { file, tool, id, reason } = one;
    tally.judge(`${file}: ${tool} says something without its ${id}`, fires(one, results));
    tally.judge(`${file}: it is said why ${id} is suppressed`, reason !== '');
  }
  return all;
}
