import type { Recipe } from '../recipe.ts';

const bundler: readonly (readonly [string, string])[] = [
  ['BUNDLE_DEPLOYMENT', '1'],
  ['BUNDLE_PATH', '/bundle'],
  ['BUNDLE_WITHOUT', 'development:test'],
];

export const ruby: Recipe = {
  before: ({ commands }) => [
    ...bundler.map(([name, value]) => `ENV ${name}=${value}`),
    ...(commands.install ? ['RUN mkdir -p /bundle'] : []),
  ],
  packages: () => ['RUN mkdir -p /bundle && if [ -f Gemfile.lock ]; then bundle install; fi'],
  compile: () => [],
  install: () => ['COPY --from=build /bundle /bundle', 'COPY --from=build /src ./'],
  environment: () => [...bundler, ['RACK_ENV', 'production']],
  command: service => service.command,
  ignore: ['vendor/bundle', 'coverage', 'log', 'tmp'],
};
