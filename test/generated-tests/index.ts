/** npm run test:generated: the tests that are generated, run by their real runners on a good version and on a bad one. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import { runSuite, type Suite } from '../suite/index.ts';
import type { Tally } from '../suite/tally.ts';
import { bringTools } from '../suite/tools.ts';
import { hostileProject, lostOnTheWay } from './hostile.ts';
import { type GeneratedTests, type Outcome, programOf, run } from './run.ts';
import { runners as all, type Runner } from './runners.ts';
import { type RunningService, startOrders } from './service.ts';

/** A runner, and the program that it is here. */
type Found = readonly [runner: Runner, program: string];

await runSuite('generated-tests', async suite => {
  // `npm run test:generated -- newman` tries what has the word in its name.
  const [, , word = ''] = process.argv;
  const wanted = all.filter(({ name }) => name.includes(word));
  const tools = await bringTools(wanted.flatMap(({ tool }) => tool ?? []));
  for (const { message } of tools.problems) console.log(message);
  const found = wanted.flatMap((runner): readonly Found[] => {
    const program = programOf(runner, tools);
    if (program === undefined)
      suite.tally.skip(`${runner.name}: ${runner.tool ?? runner.program} is not here`);
    return program === undefined ? [] : [[runner, program]];
  });
  await tryOrders(found, suite);
  await tryHostile(found, suite);
});

/** Generates the tests of documents in a folder, with the built program. */
async function generate(folder: string, program: string): Promise<GeneratedTests> {
  const argv = [process.execPath, program, 'generate-tests', '--output', 'tests'];
  const { code, stdout, stderr } = await runProgram(argv, { cwd: folder });
  if (code !== 0) throw new Error(`generate-tests ended with ${code}\n${stdout}${stderr}`);
  return { tests: join(folder, 'tests'), folder };
}

/** The example on a good and on a bad version, had it been written in the language of each runner. */
async function tryOrders(found: readonly Found[], suite: Suite): Promise<void> {
  const { project, work, tally } = suite;
  const good = await startOrders('v2', project, work);
  const bad = await startOrders('v3', project, work);
  try {
    for (const [language, runners] of byLanguage(found)) {
      const tests = await generate(ordersIn(language, suite), suite.program);
      for (const one of runners) await tryRunner(one, tests, { good, bad }, tally);
    }
  } finally {
    await Promise.all([good.stop(), bad.stop()]);
  }
}

async function tryRunner(
  [runner, program]: Found,
  tests: GeneratedTests,
  { good, bad }: Readonly<Record<'good' | 'bad', RunningService>>,
  tally: Tally,
): Promise<void> {
  const ask = (url: string) => run(runner, program, tests, url);
  const judge = (what: string, isWell: boolean, { said }: Outcome) =>
    tally.judge(`${runner.name}: ${what}`, isWell, () => lastLines(said));
  const onGood = await ask(good.url);
  judge('the good version passes', onGood.code === 0, onGood);
  const onBad = await ask(bad.url);
  const isCaught = onBad.code !== 0 && runner.blames.test(onBad.said);
  judge('the bad version fails, by its orders of guests', isCaught, onBad);
  if (!runner.skips) return;
  const onNone = await ask('');
  const isSkipped = onNone.code === 0 && runner.skips.test(onNone.said);
  judge('without a URL nothing is asked', isSkipped, onNone);
}

/** The documents of the example, which name another language. */
function ordersIn(language: string, { project, work }: Suite): string {
  const folder = join(work, language);
  cpSync(join(project, 'examples', 'orders', 'docs'), join(folder, 'docs'), { recursive: true });
  const spec = join(folder, 'docs', '09_SPEC', 'SPEC-01_orders.yaml');
  const text = readFileSync(spec, 'utf8');
  writeFileSync(spec, text.replace('language: "node"', `language: "${language}"`));
  return folder;
}

async function tryHostile(found: readonly Found[], { program, work, tally }: Suite): Promise<void> {
  const asking = found.filter(([{ partial }]) => partial !== true);
  for (const [language, runners] of byLanguage(asking)) {
    const folder = join(work, `hostile-${language}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'devops-flow.yaml'), hostileProject(language));
    const tests = await generate(folder, program);
    for (const [runner, path] of runners)
      tally.faultless(
        `${runner.name}: hostile names, paths and bodies arrive as they are written`,
        (await lostOnTheWay(runner, path, tests)).map(lastLines),
      );
  }
}

function byLanguage(found: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const languages = new Set(found.map(([{ language }]) => language));
  return new Map([...languages].map(name => [name, found.filter(([{ language }]) => language === name)]));
}

function lastLines(text: string): string {
  return text.split('\n').slice(-40).join('\n');
}
