import type { Recipe } from '../recipe.ts';

export const php: Recipe = {
  packages: () => [
    '# Extensions are those of the image that runs, not of the one that installs.',
    'RUN if [ -f composer.lock ]; then composer install --no-dev --no-interaction --no-progress --optimize-autoloader --ignore-platform-reqs; fi',
  ],
  compile: () => [],
  install: () => ['COPY --from=build /src ./'],
  probe: [
    'php',
    '-r',
    "exit(@file_get_contents('http://127.0.0.1:' . getenv('PORT') . $argv[1]) === false ? 1 : 0);",
    '--',
  ],
  command: service => service.command,
  ignore: ['vendor', '.phpunit.cache'],
};
