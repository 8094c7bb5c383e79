import { looksSecret, secretsInWords } from '../../../model/secrets.ts';
import type { Candidate } from '../finding.ts';
import { fixedStart, type Start } from '../program.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { capture, placeIn, search } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import { wordsOf } from '../words.ts';
import type { FoundFramework } from './node-frameworks.ts';
import { type NodeManifest, runScript } from './node-manifest.ts';

export interface NodeStart {
  readonly start: Candidate<Start>;
  readonly entryPoint?: Candidate<string> | undefined;
}

/** Scripts that start a built service, the most deliberate first. */
const startNames = ['start:prod', 'start:production', 'production', 'prod', 'serve:prod', 'start'];

/** Servers for development: they watch files, or compile in memory. */
const development =
  /\b(?:nodemon|ts-node-dev|concurrently|turbo|lerna|nx|webpack-dev-server|webpack serve|vite|tsx watch|next dev|nuxt dev|nuxi dev|astro dev|remix dev|ng serve|react-scripts start|gatsby develop|vue-cli-service serve|parcel|nest start|wait-on)\b|--watch\b|--parallel\b|-r (?:run )?(?:start|dev)\b/;

const runtimes = new Set(['node', 'tsx', 'ts-node', 'bun', 'deno', 'npm', 'npx', 'pnpm', 'yarn']);

/** The scripts that start the service as it runs for its users. */
export function startScripts({
  scripts,
}: NodeManifest): readonly { readonly name: string; readonly text: Candidate<string> }[] {
  return startNames.flatMap(name => {
    const text = scripts.get(name);
    return text && !development.test(text.value) ? [{ name, text }] : [];
  });
}

/** How a Node service starts: by its scripts, by its framework, by `main`, or by the file that is usual. */
export function nodeStarts(
  repository: Repository,
  manifest: NodeManifest,
  framework: FoundFramework | undefined,
): readonly NodeStart[] {
  const scripts = startScripts(manifest).map(({ name, text }) => byScript(repository, manifest, name, text));
  const serve = framework?.framework.serve;
  const own = serve && framework ? [starting(repository, manifest, serve, framework.found)] : [];
  return [...scripts, ...own, ...byFile(repository, manifest)];
}

function byScript(
  repository: Repository,
  manifest: NodeManifest,
  name: string,
  script: Candidate<string>,
): NodeStart {
  const words = wordsOf(script.value, 3000);
  // A secret in a script stays there: the script is run by its name.
  if (words && words[0] !== 'npm' && !words.some(looksSecret) && secretsInWords(words).length === 0)
    return starting(repository, manifest, words, script);
  const run = runScript(manifest.manager, name).split(' ');
  return { start: { value: fixedStart(...run), found: script.found } };
}

function starting(
  repository: Repository,
  manifest: NodeManifest,
  words: readonly string[],
  from: Candidate<unknown>,
): NodeStart {
  const [program = '', ...rest] = words;
  const entry = program === 'node' ? entryOf(repository, rest) : undefined;
  const argv = runtimes.has(program) ? words : [...binary(repository, manifest, program), ...rest];
  return {
    start: { value: fixedStart(...argv), found: from.found },
    entryPoint: entry === undefined ? undefined : { value: entry, found: from.found },
  };
}

/** The program of a dependency: itself where it is installed beside the package, so that no shell stands between. */
function binary(repository: Repository, { lock, manager }: NodeManifest, program: string): readonly string[] {
  if (has(repository, '.pnp.cjs')) return ['yarn', program];
  const hoisted = repository.outer !== undefined && lock !== undefined && manager !== 'pnpm';
  return hoisted ? ['npx', program] : [`node_modules/.bin/${program}`];
}

/** Flags of node that take the next word as their value. */
const valued = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
  '--conditions',
]);

/** The file that `node` is given, as it stands in the repository where it does. */
function entryOf(repository: Repository, words: readonly string[]): string | undefined {
  const index = words.findIndex((part, i) => !part.startsWith('-') && !valued.has(words[i - 1] ?? ''));
  const written = words[index]?.replace(/^\.\//, '');
  if (written === undefined) return undefined;
  const there = firstOf(repository, [
    written,
    `${written}.js`,
    `${written}.mjs`,
    `${written}.cjs`,
    `${written}/index.js`,
  ]);
  if (there !== undefined || /\.[cm]?[jt]s$/.test(written)) return there ?? written;
  return `${written}.js`;
}

const usualFiles = [
  'server',
  'app',
  'index',
  'main',
  'src/server',
  'src/app',
  'src/index',
  'src/main',
].flatMap(name => ['js', 'mjs', 'cjs'].map(ending => `${name}.${ending}`));

const serves =
  /\b(?:createServer|createSecureServer|listen|serve)\s*\(|\bBun\.serve\b|\bexport default app\b|\bexpress\(\)/;

/** `main` of the manifest and the usual files, where they serve something or are what a build writes. */
function byFile(repository: Repository, { tree, scripts }: NodeManifest): readonly NodeStart[] {
  const main = tree.at('main').text;
  const path = main?.value.replace(/^\.\//, '');
  // What a build writes is not there yet: its sources say whether it serves.
  const built = path !== undefined && !has(repository, path) && scripts.has('build');
  const files = built ? sourcesOf(repository, 'node') : [path ?? ''];
  const servesByMain = search(repository, files, serves) !== undefined;
  if (main && path !== undefined && servesByMain && !/\.d\.ts$|\.json$/.test(path))
    return [byNode(path, main)];
  const file = usualFiles.find(
    name => has(repository, name) && search(repository, [name], serves) !== undefined,
  );
  if (file !== undefined) return [byNode(file, { value: file, found: placeIn(repository, file) })];
  return compiled(repository, scripts.get('build'));
}

const byNode = (path: string, from: Candidate<string>): NodeStart => ({
  start: { value: fixedStart('node', path), found: from.found },
  entryPoint: { value: path, found: from.found },
});

/** TypeScript that `tsc` compiles: where its output folder puts the usual file. */
function compiled(repository: Repository, build: Candidate<string> | undefined): readonly NodeStart[] {
  if (!build || !/\btsc\b/.test(build.value)) return [];
  const folder = capture(repository, ['tsconfig.json'], /"outDir"\s*:\s*"(?:\.\/)?([\w/-]{1,100})"/);
  const source = ['server', 'app', 'index', 'main'].find(name => has(repository, `src/${name}.ts`));
  if (!folder || source === undefined) return [];
  return [byNode(`${folder.value.replace(/\/$/, '')}/${source}.js`, folder)];
}
