import type { Text } from '../../../../model/traced.ts';
import type { LanguageView } from '../../../../model/views.ts';
import { type Recipe, run } from '../recipe.ts';

const caches = ['/tmp/cache'];

export const php: Recipe = {
  caches: () => caches,
  packages: () => [
    '# Extensions are those of the image that runs, not of the one that installs.',
    `${run(caches)} if [ -f composer.lock ]; then composer install --no-dev --no-interaction --no-progress --optimize-autoloader --ignore-platform-reqs; fi`,
  ],
  compile: () => [],
  install: () => ['COPY --from=build /src ./'],
  // As the first process it hears no other.
  stopSignal: service => (isOwnServer(service) ? 'SIGINT' : undefined),
  command,
  ignore: ['vendor', '.phpunit.cache'],
};

/** PHP's own server, which `artisan serve` starts as a child that would not be told to stop. */
function isOwnServer({ command: [program, option, word] }: LanguageView): boolean {
  const isServe = option?.value === 'artisan' && word?.value === 'serve';
  return program?.value === 'php' && (option?.value === '-S' || isServe);
}

const router = 'vendor/laravel/framework/src/Illuminate/Foundation/resources/server.php';

function command(service: LanguageView): readonly Text[] {
  const { command: words } = service;
  if (!isOwnServer(service) || words[1]?.value !== 'artisan') return words;
  const after = (flag: string) => words[words.findIndex(word => word.value === flag) + 1];
  const port = words.some(word => word.value === '--port') ? after('--port') : service.port?.map(String);
  return ['php', '-S', port?.map(number => `0.0.0.0:${number}`) ?? '0.0.0.0:8000', '-t', 'public', router];
}
