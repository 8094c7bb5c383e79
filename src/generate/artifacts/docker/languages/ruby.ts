import type { LanguageView } from '../../../../model/views.ts';
import { type Recipe, run } from '../recipe.ts';
import { collectLibraries, installLibraries, libraryPath } from './native-libraries.ts';

const bundler: readonly (readonly [string, string])[] = [
  ['BUNDLE_DEPLOYMENT', '1'],
  ['BUNDLE_PATH', '/bundle'],
  ['BUNDLE_WITHOUT', 'development:test'],
];

/** What Bundler downloads; what it installs is in /bundle. */
const caches = ['/root/.bundle/cache'];

const isRails = ({ framework }: LanguageView) => /^(?:ruby on )?rails$/i.test(framework?.value ?? '');

/** Rails writes below its own folder unless it is told another, and that folder is read-only. */
const rails: readonly (readonly [string, string])[] = [
  ['RAILS_ENV', 'production'],
  ['RAILS_LOG_TO_STDOUT', '1'],
  ['RAILS_SERVE_STATIC_FILES', '1'],
  ['PIDFILE', '/tmp/server.pid'],
  ['BOOTSNAP_CACHE_DIR', '/tmp/bootsnap'],
];

export const ruby: Recipe = {
  caches: () => caches,
  before: () => [
    ...bundler.map(([name, value]) => `ENV ${name}=${value}`),
    'ENV BUNDLE_GLOBAL_GEM_CACHE=1',
    'RUN mkdir -p /bundle',
  ],
  packages: () => [`${run(caches)} if [ -f Gemfile.lock ]; then bundle install; fi`],
  compile: service =>
    isRails(service)
      ? [
          'RUN if [ -d app/assets ]; then RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile; fi',
        ]
      : [],
  after: () => collectLibraries("/bundle -name '*.so'"),
  install: () => [installLibraries, 'COPY --from=build /bundle /bundle', 'COPY --from=build /src ./'],
  environment: service => [
    ...bundler,
    libraryPath,
    ['RACK_ENV', 'production'],
    ...(isRails(service) ? rails : []),
  ],
  command: service => service.command,
  ignore: ['vendor/bundle', 'coverage', 'log', 'tmp'],
};
