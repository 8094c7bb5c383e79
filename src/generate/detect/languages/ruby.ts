import { assumed, type Candidate } from '../finding.ts';
import { makeTarget } from '../makefile.ts';
import { derive, fixedStart, type Program, portOf, type Start, shortVersion } from '../program.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { capture, placeIn, search } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import { toolVersion, versionFile } from '../versions.ts';

export function ruby(repository: Repository): Program | undefined {
  if (!has(repository, 'Gemfile')) return undefined;
  const gem = (name: string) => capture(repository, ['Gemfile'], new RegExp(`^\\s*gem\\s+["'](${name})["']`));
  // Jekyll builds a site of files.
  if (gem('jekyll')) return undefined;
  const framework = ['rails', 'hanami', 'roda', 'sinatra', 'grape']
    .map(gem)
    .find(found => found !== undefined);
  const service =
    framework?.value === 'rails' ? rails(repository) : rackService(repository, framework?.value);
  const { start, usual } = service;
  const found = placeIn(repository, 'Gemfile');
  return {
    language: 'ruby',
    found,
    sureness: framework && start ? 4 : start ? 3 : 2,
    versions: [
      versionFile(repository, '.ruby-version', 2),
      toolVersion(repository, ['ruby'], 2),
      derive(capture(repository, ['Gemfile'], /^\s*ruby\s+["']([^"']{1,40})["']/), shortVersion),
      derive(capture(repository, ['Gemfile.lock'], /^\s+ruby (\d[\w.]{1,20})/), shortVersion),
    ],
    framework,
    entryPoint: service.entryPoint,
    starts: [start],
    commands: {
      install: { value: 'bundle install', found },
      lint: derive(gem('rubocop[\\w-]*'), () => 'bundle exec rubocop') ?? makeTarget(repository, 'lint'),
      test: makeTarget(repository, 'test') ?? testCommand(repository, gem),
    },
    ports: [
      portOf(
        capture(
          repository,
          ['config/puma.rb'],
          /\bport\b.{0,30}\bPORT["']?\s*\)?\s*(?:,|\{|\|\|)\s*["']?(\d{2,5})/,
        ),
      ),
      portOf(capture(repository, ['config/puma.rb'], /^\s*port\s+(\d{2,5})/)),
    ],
    usualPort: assumed(usual, `the port of ${framework?.value ?? 'rack'}, where nobody says another`),
    readsPort: start !== undefined,
  };
}

interface RubyService {
  readonly start?: Candidate<Start> | undefined;
  readonly entryPoint?: Candidate<string> | undefined;
  readonly usual: number;
}

function rails(repository: Repository): RubyService {
  const found = placeIn(repository, firstOf(repository, ['bin/rails', 'config/application.rb']) ?? 'Gemfile');
  const words = ['bundle', 'exec', 'rails', 'server', '-b', '0.0.0.0'];
  return {
    start: { value: fixedStart(...words), found },
    entryPoint: {
      value: 'config.ru',
      found: placeIn(repository, firstOf(repository, ['config.ru']) ?? 'Gemfile'),
    },
    usual: 3000,
  };
}

const rackup: Start = port => ['bundle', 'exec', 'rackup', '--host', '0.0.0.0', '--port', String(port)];

/** An application with a config.ru is served by rack; a file of Sinatra's serves itself. */
function rackService(repository: Repository, framework: string | undefined): RubyService {
  if (has(repository, 'config.ru')) {
    const found = placeIn(repository, 'config.ru');
    return { start: { value: rackup, found }, entryPoint: { value: 'config.ru', found }, usual: 9292 };
  }
  const hit = search(
    repository,
    sourcesOf(repository, 'ruby'),
    /^\s*require\s+["'](sinatra|webrick|socket)["']/,
  );
  if (!hit) return { usual: 4567 };
  const { path, found } = hit;
  const words = framework === 'sinatra' ? ['-o', '0.0.0.0', '-p'] : [];
  const start: Start = port => [
    'bundle',
    'exec',
    'ruby',
    path,
    ...words,
    ...(words.length > 0 ? [String(port)] : []),
  ];
  return { start: { value: start, found }, entryPoint: { value: path, found }, usual: 4567 };
}

function testCommand(
  repository: Repository,
  gem: (name: string) => Candidate<string> | undefined,
): Candidate<string> | undefined {
  const rspec = firstOf(repository, ['.rspec', 'spec/spec_helper.rb']);
  if (rspec !== undefined) return { value: 'bundle exec rspec', found: placeIn(repository, rspec) };
  const listed = gem('rspec(?:-rails)?');
  if (listed) return { value: 'bundle exec rspec', found: listed.found };
  const helper = firstOf(repository, ['test/test_helper.rb']);
  if (helper !== undefined && has(repository, 'bin/rails'))
    return { value: 'bin/rails test', found: placeIn(repository, helper) };
  const task = search(repository, ['Rakefile'], /(TestTask|task\s+:?test|Minitest)/);
  return task && { value: 'bundle exec rake test', found: task.found };
}
