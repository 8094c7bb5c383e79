import { hostOf, remoteOf } from '../../../src/generate/detect/git-remote.ts';
import { IgnoreRules } from '../../../src/generate/detect/ignored.ts';
import { detect } from '../../../src/generate/detect/index.ts';
import * as compiled from '../../fixtures/repositories/compiled.ts';
import { type Files, repositoryOf } from '../../fixtures/repositories/files.ts';
import * as node from '../../fixtures/repositories/node.ts';
import * as python from '../../fixtures/repositories/python.ts';
import * as web from '../../fixtures/repositories/web.ts';
import type { Parser } from '../parser.ts';
import { chosen, textOf } from './files.ts';

const compose = textOf('test/corpus/compose/20-products.yaml');
const dockerfile = textOf('test/fuzz/seeds/repository/Dockerfile');
const environment = textOf('test/fuzz/seeds/env/app.env');
const [nodeHttp, pythonHttp]: readonly Files[] = [
  { 'package.json': '{ "scripts": { "start": "node server.js" } }', 'server.js': 'listen(3000)' },
  { 'requirements.txt': 'flask', 'app.py': 'app.run()' },
];

/** Real layouts of frameworks, and what may stand in any of them. */
const repositories: readonly Files[] = [
  ...[node, python, web, compiled].flatMap(module => Object.values(module) as readonly Files[]),
  { ...nodeHttp, Dockerfile: dockerfile, '.env': environment, '.nvmrc': 'v22' },
  { ...nodeHttp, 'compose.yaml': compose },
  { ...nodeHttp, '.env.example': environment, '.node-version': '22.1.0' },
  { ...nodeHttp, Makefile: textOf('test/fuzz/seeds/repository/Makefile') },
  { ...pythonHttp, Procfile: textOf('test/fuzz/seeds/repository/Procfile'), '.python-version': '3.12\n' },
  {
    ...pythonHttp,
    'setup.cfg': textOf('test/fuzz/seeds/repository/setup.cfg'),
    'runtime.txt': 'python-3.12',
  },
];

/** Files that one reader of the detectors reads, or readers that are alike. */
const formats: readonly (readonly [string, RegExp])[] = [
  ['JSON', /\.json$/],
  ['YAML', /\.ya?ml$/],
  ['TOML', /\.toml$|^Pipfile$/],
  ['XML and Gradle', /\.(?:xml|\w+proj|gradle|kts|properties|sln)$/],
  ['Dockerfile', /^Dockerfile/],
  ['sources', /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs|rb|ru|php|html?)$/],
  ['lines', /^(?:Gemfile|Procfile|Makefile|\..*|artisan)$|\.(?:txt|cfg|mod|lock|ini|gemspec)$/],
];

function damaging(name: string, names: RegExp): Parser {
  const places = repositories.flatMap(files =>
    Object.keys(files).flatMap(path =>
      names.test(path.slice(path.lastIndexOf('/') + 1)) ? [{ files, path }] : [],
    ),
  );
  return {
    name: `detection, ${name}`,
    seeds: places.map(({ files, path }) => files[path] ?? ''),
    read: text => {
      const place = chosen(places, text);
      return place && detect(repositoryOf({ ...place.files, [place.path]: text }), 'shop');
    },
  };
}

const paths = ['node_modules/a/b.js', 'src/foo/x/y/bar/z.log', '#odd', 'a.tmp'];

export const repositoryParsers: readonly Parser[] = [
  ...formats.map(([name, names]) => damaging(name, names)),
  {
    name: '.gitignore',
    seeds: [textOf('test/fuzz/seeds/repository/gitignore')],
    read: text => {
      const rules = new IgnoreRules(text);
      return paths.map(path => rules.verdict(path, true));
    },
  },
  {
    name: '.git/config',
    seeds: [textOf('test/fuzz/seeds/repository/git-config')],
    read: text => {
      const remote = remoteOf({ text, from: { file: '.git/config' } });
      return remote && [remote, hostOf(remote.value)];
    },
  },
];
