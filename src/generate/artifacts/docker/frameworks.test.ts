import { describe, expect, test } from 'vitest';
import { ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Language, Service } from '../../../model/service.ts';
import { docker } from './index.ts';

const linesOf = (changes: Partial<Service>) => {
  const found = docker.emit(ordersWith(changes), {}).find(({ kind }) => kind === 'dockerfile');
  return found?.content.split('\n') ?? [];
};
const words = (line: string | undefined) => JSON.parse((line ?? '').replace(/^[A-Z]+ /, '')) as string[];
const command = (lines: readonly string[]) => words(lines.find(line => line.startsWith('CMD ')));

describe('what a framework needs to run in an image whose root is read-only', () => {
  test.each<[Language, string, string, string]>([
    ['node', '24', 'next', 'ENV NEXT_TELEMETRY_DISABLED="1"'],
    ['node', '24', 'Next.js', 'ENV NEXT_TELEMETRY_DISABLED="1"'],
    ['node', '24', 'astro', 'ENV HOST="0.0.0.0"'],
    ['ruby', '3.4', 'rails', 'ENV PIDFILE="/tmp/server.pid"'],
    ['ruby', '3.4', 'rails', 'ENV BOOTSNAP_CACHE_DIR="/tmp/bootsnap"'],
  ])('%s %s with %s: %s', (language, languageVersion, framework, line) => {
    expect(linesOf({ language, languageVersion, framework })).toContain(line);
    expect(linesOf({ language, languageVersion })).not.toContain(line);
  });
});

test('Quarkus runs from its folder, which holds the libraries beside the jar', () => {
  const lines = linesOf({
    language: 'java',
    languageVersion: '21',
    framework: 'quarkus',
    command: ['java', '-Dquarkus.http.port=8080', '-jar', 'target/quarkus-app/quarkus-run.jar'],
  });
  expect(lines).toContain(
    'RUN if [ -d target/quarkus-app ]; then mv target/quarkus-app /out; else mv build/quarkus-app /out; fi',
  );
  expect(lines).toContain('COPY --from=build /out/ ./');
  expect(command(lines)).toEqual(['java', '-Dquarkus.http.port=8080', '-jar', 'quarkus-run.jar']);
});

test('Rails builds its assets where it has some', () => {
  expect(linesOf({ language: 'ruby', languageVersion: '3.4', framework: 'rails' })).toContain(
    'RUN if [ -d app/assets ]; then RAILS_ENV=production SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile; fi',
  );
});

describe("PHP's own server", () => {
  const php = (argv: readonly string[]) =>
    linesOf({ language: 'php', languageVersion: '8.4', command: argv });

  test('takes the place of `artisan serve`, which would not hand the signal on to it', () => {
    const lines = php(['php', 'artisan', 'serve', '--host', '0.0.0.0', '--port', '9000']);
    expect(command(lines)).toEqual([
      'php',
      '-S',
      '0.0.0.0:9000',
      '-t',
      'public',
      'vendor/laravel/framework/src/Illuminate/Foundation/resources/server.php',
    ]);
  });

  test('stops at the one signal that it hears as the first process', () => {
    expect(php(['php', '-S', '0.0.0.0:8080', '-t', 'public'])).toContain('STOPSIGNAL SIGINT');
    expect(php(['php', 'worker.php']).filter(line => line.startsWith('STOPSIGNAL'))).toEqual([]);
  });
});

test.each([
  ['uv sync --frozen', 'uv==0.13.9'],
  ['poetry install --no-interaction', 'poetry==2.5.1'],
  ['pdm sync', 'pdm==2.29.4'],
  ['pipenv sync', 'pipenv==2026.10.3'],
])(
  'the image of Python gets what `%s` calls, and it installs into the environment that runs',
  (install, tool) => {
    const lines = linesOf({ language: 'python', languageVersion: '3.12', commands: { install } });
    const at = lines.indexOf(`RUN --mount=type=cache,target=/root/.cache/pip pip install ${tool}`);
    expect(at).toBeGreaterThan(0);
    expect(lines.findIndex(line => line.startsWith('ENV VIRTUAL_ENV=/venv '))).toBeGreaterThan(at);
  },
);

describe('what only development needs', () => {
  const prunes = (changes: Partial<Service>) => linesOf(changes).filter(line => line.includes(' prune '));

  test.each([
    [{}, ['RUN npm run build --if-present && npm prune --omit=dev']],
    [{ install: 'npm ci', build: 'npm run build' }, ['RUN npm prune --omit=dev']],
    [{ install: 'pnpm install', build: 'pnpm build' }, ['RUN CI=true pnpm prune --prod']],
    [{ install: 'yarn install --immutable' }, []],
  ])('is taken out by the manager that brought it: %j', (commands, expected) => {
    expect(prunes({ commands })).toEqual(expected);
  });

  test.each([['npx'], ['npm'], ['node_modules/.bin/tsx']])('stays where %s starts the service', program => {
    expect(prunes({ command: [program, 'start'] })).toEqual([]);
  });
});

test.each<[Language, string]>([
  ['python', '3.12'],
  ['ruby', '3.4'],
  ['rust', '1.98'],
])('libraries that %s links come along into the smaller image', (language, languageVersion) => {
  const lines = linesOf({ language, languageVersion });
  expect(lines).toContain('COPY --from=build /native/ /usr/local/lib/native/');
  expect(lines).toContain('ENV LD_LIBRARY_PATH="/usr/local/lib/native"');
});

test.each<[Language, string]>([
  ['go', '1.26'],
  ['rust', '1.98'],
])('the image of a %s program has authorities for TLS', (language, languageVersion) => {
  expect(linesOf({ language, languageVersion })).toContain(
    'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
  );
});
