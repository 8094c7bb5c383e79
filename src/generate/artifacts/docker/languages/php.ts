import type { Recipe } from '../recipe.ts';

export const php: Recipe = {
  packages: () => [
    '# Extensions are those of the image that runs, not of the one that installs.',
    'RUN if [ -f composer.lock ]; then composer install --no-dev --no-interaction --no-progress --optimize-autoloader --ignore-platform-reqs; fi',
  ],
  compile: () => [],
  install: () => ['COPY --from=build /src ./'],
  command: service => service.command,
  ignore: ['vendor', '.phpunit.cache'],
};
