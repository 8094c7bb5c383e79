import { assumed, type Candidate, choose } from '../finding.ts';
import type { Program } from '../program.ts';
import { firstOf, folderOf, has, type Repository } from '../repository.ts';
import { capture, placeIn } from '../search.ts';
import { nodeCommands } from './node.ts';
import { frameworkOf, siteOf } from './node-frameworks.ts';
import { readManifest } from './node-manifest.ts';

interface Site extends Pick<Program, 'found' | 'framework' | 'source' | 'commands' | 'sureness'> {
  /** The folder that its own tools write the pages to, below the sources. */
  readonly pages?: Candidate<string>;
}

/** Sites of files, which nginx serves: built by a generator or a bundler, or as they stand. */
export function staticSite(repository: Repository): Program | undefined {
  const found = bundled(repository) ?? hugo(repository) ?? jekyll(repository) ?? plain(repository);
  if (!found) return undefined;
  const { pages, ...site } = found;
  return {
    language: 'static',
    ...site,
    versions: [],
    entryPoint: pages
      ? { ...pages, value: `${pages.value}/index.html` }
      : { value: 'index.html', found: site.found },
    starts: [],
    ports: [],
    usualPort: assumed(8080, 'nginx listens there: below 1024 it would need root'),
    readsPort: true,
    health: root('nginx answers it with the first page'),
  };
}

function root(reason: string): NonNullable<Program['health']> {
  return { live: assumed('/', reason), ready: assumed('/', reason) };
}

/** Vite, Astro and their like: Node builds the folder that is served. */
function bundled(repository: Repository): Site | undefined {
  const manifest = readManifest(repository);
  const framework = manifest && frameworkOf(manifest);
  const folder = siteOf(repository, framework);
  if (!manifest || !framework || folder === undefined) return undefined;
  const configured = capture(
    repository,
    repository.files.filter(file => /^(?:vite|astro|parcel)\.config\.[cm]?[jt]s$/.test(file)),
    /\boutDir\s*:\s*["'](?:\.\/)?([\w./-]{1,100})["']/,
  );
  const pages = choose([configured, assumed(folder, `where ${framework.framework.name} builds to`)]);
  return {
    found: placeIn(repository, 'package.json'),
    framework: framework.found,
    ...some(angularFolder(repository, framework.found) ?? pages),
    commands: nodeCommands(repository, manifest),
    sureness: 3,
  };
}

const some = (pages: Candidate<string> | undefined) => (pages ? { pages } : {});

/** Angular builds into a folder that is called like the project. */
function angularFolder(repository: Repository, framework: Candidate<string>): Candidate<string> | undefined {
  if (framework.value !== 'angular') return undefined;
  return capture(repository, ['angular.json'], /"outputPath"\s*:\s*"([\w./-]{1,100})"/);
}

function hugo(repository: Repository): Site | undefined {
  const file = firstOf(repository, [
    'hugo.toml',
    'hugo.yaml',
    'hugo.yml',
    'hugo.json',
    'config.toml',
    'config/_default/hugo.toml',
  ]);
  const isHugo = file?.includes('hugo') || repository.files.some(path => path.startsWith('archetypes/'));
  if (file === undefined || !isHugo) return undefined;
  const found = placeIn(repository, file);
  const named = capture(repository, [file], /^publishDir\s*[:=]\s*["']?([\w./-]{1,100})/i);
  return {
    found,
    framework: { value: 'hugo', found },
    pages: named ?? assumed('public', 'where hugo builds to'),
    commands: { build: { value: 'hugo --minify', found } },
    sureness: 3,
  };
}

function jekyll(repository: Repository): Site | undefined {
  const gem = capture(repository, ['Gemfile'], /^\s*gem\s+["'](jekyll|github-pages)["']/);
  if (
    !gem &&
    !(has(repository, '_config.yml') && repository.files.some(path => /^_(?:posts|layouts)\//.test(path)))
  )
    return undefined;
  const found = gem?.found ?? placeIn(repository, '_config.yml');
  return {
    found,
    framework: { value: 'jekyll', found },
    pages: assumed('_site', 'where jekyll builds to'),
    commands: {
      install: { value: 'bundle install', found },
      build: { value: 'bundle exec jekyll build', found },
    },
    sureness: 3,
  };
}

/** Pages as they stand, at the top or in a folder that is called like one for them. */
function plain(repository: Repository): Site | undefined {
  const page = firstOf(repository, [
    'index.html',
    'public/index.html',
    'site/index.html',
    'www/index.html',
    'dist/index.html',
    'src/index.html',
  ]);
  if (page === undefined) return undefined;
  const found = placeIn(repository, page);
  return { found, source: { value: folderOf(page) || '.', found }, commands: {}, sureness: 1 };
}
