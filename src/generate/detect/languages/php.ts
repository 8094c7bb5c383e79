import { assumed, type Candidate } from '../finding.ts';
import { readTree, type Tree } from '../formats/tree.ts';
import { makeTarget } from '../makefile.ts';
import { derive, type Program, type Start, shortVersion } from '../program.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import { toolVersion, versionFile } from '../versions.ts';

const frameworks: readonly (readonly [string, string])[] = [
  ['laravel/framework', 'laravel'],
  ['laravel/lumen-framework', 'lumen'],
  ['symfony/framework-bundle', 'symfony'],
  ['slim/slim', 'slim'],
  ['cakephp/cakephp', 'cakephp'],
  ['yiisoft/yii2', 'yii'],
  ['codeigniter4/framework', 'codeigniter'],
];

export function php(repository: Repository): Program | undefined {
  const manifest = readTree(repository, 'composer.json');
  const [source] = sourcesOf(repository, 'php');
  if (!manifest.exists && source === undefined) return undefined;
  const found = placeIn(repository, manifest.exists ? 'composer.json' : (source ?? '.'));
  const framework = frameworkOf(manifest);
  const start = startOf(repository, framework);
  return {
    language: 'php',
    found,
    sureness: framework && start ? 4 : start ? 3 : manifest.exists ? 2 : 1,
    versions: [
      versionFile(repository, '.php-version', 2),
      toolVersion(repository, ['php'], 2),
      derive(manifest.at('config', 'platform', 'php').text, shortVersion),
    ],
    leastVersions: [derive(manifest.at('require', 'php').text, shortVersion)],
    framework,
    entryPoint: start?.entryPoint,
    starts: [start?.start],
    commands: {
      install: manifest.exists
        ? { value: 'composer install --no-interaction --no-progress', found }
        : undefined,
      lint: script(manifest, 'lint') ?? makeTarget(repository, 'lint'),
      test: testCommand(repository, manifest, framework),
    },
    ports: [],
    usualPort: assumed(
      8000,
      `the port of ${framework?.value ?? 'php'}'s own server, where nobody says another`,
    ),
    readsPort: start !== undefined,
    health: laravelHealth(repository),
  };
}

function frameworkOf(manifest: Tree): Candidate<string> | undefined {
  for (const [name, value] of frameworks) {
    const entry = manifest.at('require').entries.find(({ key }) => key.value === name);
    if (entry) return { value, found: entry.key.found };
  }
  return undefined;
}

const artisan: Start = port => ['php', 'artisan', 'serve', '--host', '0.0.0.0', '--port', String(port)];

/** Laravel's own server, or PHP's with the folder that is public. */
function startOf(
  repository: Repository,
  framework: Candidate<string> | undefined,
): { start: Candidate<Start>; entryPoint: Candidate<string> } | undefined {
  const entry = firstOf(repository, ['public/index.php', 'web/index.php', 'webroot/index.php', 'index.php']);
  if (entry === undefined) return undefined;
  const entryPoint = { value: entry, found: placeIn(repository, entry) };
  if (framework?.value === 'laravel' && has(repository, 'artisan')) {
    return { start: { value: artisan, found: placeIn(repository, 'artisan') }, entryPoint };
  }
  const root = entry.includes('/') ? (entry.split('/')[0] ?? '.') : '.';
  const start: Start = port => ['php', '-S', `0.0.0.0:${port}`, '-t', root];
  return { start: { value: start, found: entryPoint.found }, entryPoint };
}

function script(manifest: Tree, name: string): Candidate<string> | undefined {
  const entry = manifest.at('scripts').entries.find(({ key }) => key.value === name);
  return entry && { value: `composer run-script ${name}`, found: entry.key.found };
}

function testCommand(
  repository: Repository,
  manifest: Tree,
  framework: Candidate<string> | undefined,
): Candidate<string> | undefined {
  const made = makeTarget(repository, 'test');
  if (made) return made;
  if (framework?.value === 'laravel' && has(repository, 'artisan'))
    return { value: 'php artisan test', found: placeIn(repository, 'artisan') };
  const own = script(manifest, 'test');
  if (own) return { value: 'composer test', found: own.found };
  const development = manifest.at('require-dev').entries;
  const bridge = firstOf(repository, ['bin/phpunit']);
  if (bridge !== undefined) return { value: 'php bin/phpunit', found: placeIn(repository, bridge) };
  for (const [name, value] of [
    ['pestphp/pest', 'vendor/bin/pest'],
    ['phpunit/phpunit', 'vendor/bin/phpunit'],
  ] as const) {
    const entry = development.find(({ key }) => key.value === name);
    if (entry) return { value, found: entry.key.found };
  }
  return undefined;
}

/** Laravel names its health path where it sets up its routes. */
function laravelHealth(repository: Repository): Program['health'] {
  const lines = (repository.read('bootstrap/app.php') ?? '').split('\n');
  const named = /\bhealth:\s{0,20}(["'])(\/[\w/-]{1,60})\1/;
  const index = lines.findIndex(line => named.test(line));
  const value = named.exec(lines[index] ?? '')?.[2];
  if (value === undefined) return undefined;
  const path = { value, found: placeIn(repository, 'bootstrap/app.php', index + 1) };
  return { live: path, ready: path };
}
