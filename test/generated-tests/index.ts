/** npm run test:generated: the tests that are generated, run by their real runners on a good version and on a bad one. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import { hostileProject, sentAsWritten } from './hostile.ts';
import { runners as all, type Runner } from './runners.ts';
import { startOrders } from './service.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const work = mkdtempSync(join(tmpdir(), 'generated-tests-'));
/** `npm run test:generated -- newman` tries what has the word in its name. */
const [, , word = ''] = process.argv;
const runners = all.filter(({ name }) => name.includes(word));
let [passed, failed] = [0, 0];

function judge(isWell: boolean, what: string, said: () => string): void {
  if (isWell) passed += 1;
  else failed += 1;
  console.log(`${isWell ? '✓' : '✗'} ${what}`);
  if (!isWell) console.log(said().split('\n').slice(-40).join('\n'));
}

/** Generates the tests of documents in a folder, with the built program. */
async function generate(folder: string): Promise<string> {
  const argv = [process.execPath, join(project, 'dist', 'main.js'), 'generate-tests', '--output', 'tests'];
  const { code, stdout, stderr } = await runProgram(argv, { cwd: folder });
  if (code !== 0) throw new Error(`generate-tests ended with ${code}\n${stdout}${stderr}`);
  return join(folder, 'tests');
}

/** The tests of the example, had it been written in another language. */
async function testsOf(language: string): Promise<string> {
  const folder = join(work, language);
  cpSync(join(project, 'examples', 'orders', 'docs'), join(folder, 'docs'), { recursive: true });
  const spec = join(folder, 'docs', '09_SPEC', 'SPEC-01_orders.yaml');
  const text = readFileSync(spec, 'utf8');
  writeFileSync(spec, text.replace('language: "node"', `language: "${language}"`));
  return generate(folder);
}

/** The path of what runs the tests, or why it cannot be had. */
function programOf({ tool, program }: Runner): { path: string } | { why: string } {
  if (tool !== undefined) {
    const known = tools.find(({ name }) => name === tool);
    const found = known && findTool(known, toolPlaces(process.env));
    return found ? { path: found.path } : { why: `${tool} could not be installed` };
  }
  if (program === undefined) return { path: process.execPath };
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const path = folders.map(folder => join(folder, program)).find(file => existsSync(file));
  return path === undefined ? { why: `${program} is not on this machine` } : { path };
}

async function tryRunner(runner: Runner, good: string, bad: string): Promise<void> {
  const found = programOf(runner);
  if ('why' in found) {
    console.log(`skipped: ${runner.name}: ${found.why}`);
    return;
  }
  const own = join(work, `build ${runner.name.replaceAll(/\W+/g, '-')}`);
  mkdirSync(own);
  const tests = join(work, runner.language, 'tests');
  const run = async (url: string) => {
    const argv = runner.argv({ program: found.path, tests, work: own, url });
    const { code, stdout, stderr } = await runProgram(argv, {
      cwd: own,
      env: { NO_COLOR: '1', ...runner.env, BASE_URL: url },
    });
    return { code, said: `${stdout}${stderr}` };
  };
  const onGood = await run(good);
  judge(onGood.code === 0, `${runner.name}: the good version passes`, () => onGood.said);
  const onBad = await run(bad);
  const isCaught = onBad.code !== 0 && runner.blames.test(onBad.said);
  judge(isCaught, `${runner.name}: the bad version fails, by its orders of guests`, () => onBad.said);
  if (!runner.skips) return;
  const { skips } = runner;
  const onNone = await run('');
  const isSkipped = onNone.code === 0 && skips.test(onNone.said);
  judge(isSkipped, `${runner.name}: without a URL nothing is asked`, () => onNone.said);
}

async function tryOrders(): Promise<void> {
  for (const language of new Set(runners.map(runner => runner.language))) await testsOf(language);
  const good = await startOrders('v2', project, work);
  const bad = await startOrders('v3', project, work);
  try {
    for (const runner of runners) await tryRunner(runner, good.url, bad.url);
  } finally {
    await Promise.all([good.stop(), bad.stop()]);
  }
}

async function tryHostile(): Promise<void> {
  for (const language of ['node', 'python', 'go', 'rust', 'java', 'ruby', 'php']) {
    const folder = join(work, `hostile-${language}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'devops-flow.yaml'), hostileProject(language));
    const tests = await generate(folder);
    for (const runner of runners.filter(
      one => one.language === language && !/^(?:load|contract)/.test(one.name),
    )) {
      const found = programOf(runner);
      if ('why' in found) continue;
      const result = await sentAsWritten(runner, { program: found.path, tests, folder });
      judge(
        result.isWell,
        `${runner.name}: hostile names, paths and bodies arrive as they are written`,
        () => result.said,
      );
    }
  }
}

try {
  const wanted = runners.flatMap(({ tool }) => tool ?? []);
  const { problems } = await installTools(wanted, process.env, ({ name, version, from }) =>
    console.log(`installing ${name} ${version} from ${from}`),
  );
  for (const { message } of problems) console.log(message);
  await tryOrders();
  await tryHostile();
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
