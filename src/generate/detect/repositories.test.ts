import { describe, expect, it } from 'vitest';
import * as compiled from '../../../test/fixtures/repositories/compiled.ts';
import { type Files, repositoryOf } from '../../../test/fixtures/repositories/files.ts';
import * as node from '../../../test/fixtures/repositories/node.ts';
import * as python from '../../../test/fixtures/repositories/python.ts';
import * as web from '../../../test/fixtures/repositories/web.ts';
import { detect } from './index.ts';

/** What `init` must find, written down by hand from what each generator's own documentation says. */
interface Expected {
  readonly name: string;
  readonly language: string;
  readonly version?: string;
  readonly framework?: string;
  readonly port: number;
  readonly start?: string;
  readonly install?: string;
  readonly build?: string;
  readonly test?: string;
  readonly health: string | undefined;
}

const laravel: Expected = {
  name: 'laravel',
  language: 'php',
  version: '8.2',
  framework: 'laravel',
  port: 8000,
  start: 'php artisan serve --host 0.0.0.0 --port 8000',
  install: 'composer install --no-interaction --no-progress',
  test: 'php artisan test',
  health: '/up',
};

const table: readonly (readonly [string, Files, Expected])[] = [
  [
    'express-generator',
    node.expressGenerator,
    {
      name: 'shop',
      language: 'node',
      framework: 'express',
      port: 3000,
      start: 'node ./bin/www',
      install: 'npm ci',
      health: undefined,
    },
  ],
  [
    'create-next-app',
    node.createNextApp,
    {
      name: 'web',
      language: 'node',
      framework: 'next',
      port: 3000,
      start: 'node_modules/.bin/next start',
      install: 'npm ci',
      build: 'npm run build',
      health: undefined,
    },
  ],
  [
    'nest new',
    node.nestNew,
    {
      name: 'orders',
      language: 'node',
      framework: 'nest',
      port: 3000,
      start: 'node dist/main',
      install: 'pnpm install --frozen-lockfile',
      build: 'pnpm run build',
      test: 'pnpm test',
      health: undefined,
    },
  ],
  [
    'fastify-cli generate',
    node.fastifyCli,
    {
      name: 'api',
      language: 'node',
      framework: 'fastify',
      port: 3000,
      start: 'node_modules/.bin/fastify start -l info app.js',
      install: 'npm ci',
      test: 'npm test',
      health: undefined,
    },
  ],
  [
    'create hono',
    node.honoNode,
    {
      name: 'edge',
      language: 'node',
      framework: 'hono',
      port: 3000,
      start: 'node dist/index.js',
      install: 'bun install --frozen-lockfile',
      build: 'bun run build',
      health: '/health',
    },
  ],
  [
    'nuxi init',
    node.nuxt,
    {
      name: 'nuxt-app',
      language: 'node',
      framework: 'nuxt',
      port: 3000,
      start: 'node .output/server/index.mjs',
      install: 'pnpm install --frozen-lockfile',
      build: 'pnpm run build',
      health: undefined,
    },
  ],
  [
    'create vite, react',
    node.viteReact,
    {
      name: 'board',
      language: 'static',
      framework: 'vite',
      port: 8080,
      install: 'yarn install --frozen-lockfile',
      build: 'yarn run build',
      health: '/',
    },
  ],
  [
    'django-admin startproject, gunicorn',
    python.djangoStartproject,
    {
      name: 'folder',
      language: 'python',
      framework: 'django',
      port: 8000,
      start: 'gunicorn mysite.wsgi:application --bind 0.0.0.0:8000',
      install: 'python -m pip install -r requirements.txt',
      test: 'python manage.py test',
      health: undefined,
    },
  ],
  [
    'django-admin startproject',
    python.djangoAlone,
    {
      name: 'folder',
      language: 'python',
      version: '3.12',
      framework: 'django',
      port: 8000,
      start: 'python manage.py runserver 0.0.0.0:8000',
      install: 'python -m pip install -r requirements.txt',
      test: 'python manage.py test',
      health: undefined,
    },
  ],
  [
    'uv init, fastapi',
    python.uvFastapi,
    {
      name: 'api',
      language: 'python',
      version: '3.12',
      framework: 'fastapi',
      port: 8000,
      start: 'uvicorn main:app --host 0.0.0.0 --port 8000',
      install: 'uv sync --frozen',
      test: 'uv run pytest',
      health: '/health',
    },
  ],
  [
    'flask, a package with a factory',
    python.flaskPackage,
    {
      name: 'flaskr',
      language: 'python',
      framework: 'flask',
      port: 5000,
      start: 'flask --app flaskr run --host 0.0.0.0 --port 5000',
      install: 'python -m pip install .',
      test: 'python -m pytest',
      health: undefined,
    },
  ],
  [
    'flask, gunicorn and a Procfile',
    python.flaskGunicorn,
    {
      name: 'folder',
      language: 'python',
      version: '3.13',
      framework: 'flask',
      port: 8080,
      start: 'gunicorn app:app --bind 0.0.0.0:8080',
      install: 'python -m pip install -r requirements.txt',
      test: 'python -m unittest',
      health: '/healthz',
    },
  ],
  [
    'poetry new --src, starlette',
    python.poetryStarlette,
    {
      name: 'billing',
      language: 'python',
      version: '3.11',
      framework: 'starlette',
      port: 8000,
      start: 'uvicorn billing.web:app --app-dir src --host 0.0.0.0 --port 8000',
      install: 'poetry install --no-interaction',
      test: 'poetry run pytest',
      health: '/livez',
    },
  ],
  [
    'python, standard library',
    python.pythonStandard,
    { name: 'folder', language: 'python', port: 8000, start: 'python server.py', health: '/healthz' },
  ],
  [
    'go mod init, gin',
    compiled.goGin,
    {
      name: 'shop',
      language: 'go',
      version: '1.25',
      framework: 'gin',
      port: 8080,
      start: './bin/shop',
      install: 'go mod download',
      build: 'go build -o bin/shop .',
      test: 'go test ./...',
      health: '/ping',
    },
  ],
  [
    'go, net/http in cmd/server',
    compiled.goStandard,
    {
      name: 'inventory',
      language: 'go',
      version: '1.26',
      port: 9090,
      start: './bin/server',
      install: 'go mod download',
      build: 'go build -o bin/server ./cmd/server',
      test: 'make test',
      health: '/healthz',
    },
  ],
  [
    'spring initializr, Maven',
    compiled.springMaven,
    {
      name: 'demo',
      language: 'java',
      version: '21',
      framework: 'spring-boot',
      port: 8080,
      start: 'java -jar target/demo-0.0.1-SNAPSHOT.jar --server.port=8080',
      build: './mvnw -B -ntp package -DskipTests',
      test: './mvnw -B -ntp test',
      health: '/actuator/health',
    },
  ],
  [
    'spring initializr, Gradle and Kotlin',
    compiled.springGradle,
    {
      name: 'catalog',
      language: 'java',
      version: '17',
      framework: 'spring-boot',
      port: 8081,
      start: 'java -jar build/libs/catalog-0.0.1-SNAPSHOT.jar',
      build: './gradlew --no-daemon assemble',
      test: './gradlew --no-daemon test',
      health: undefined,
    },
  ],
  [
    'quarkus create app',
    compiled.quarkus,
    {
      name: 'getting-started',
      language: 'java',
      version: '21',
      framework: 'quarkus',
      port: 8080,
      start: 'java -Dquarkus.http.port=8080 -jar target/quarkus-app/quarkus-run.jar',
      build: './mvnw -B -ntp package -DskipTests',
      test: './mvnw -B -ntp test',
      health: '/q/health/live',
    },
  ],
  [
    'launch.micronaut.io, Gradle',
    compiled.micronautGradle,
    {
      name: 'stock',
      language: 'java',
      version: '21',
      framework: 'micronaut',
      port: 8080,
      start: 'java -Dmicronaut.server.port=8080 -jar build/libs/stock-0.1-all.jar',
      build: './gradlew --no-daemon assemble',
      test: './gradlew --no-daemon test',
      health: undefined,
    },
  ],
  [
    'dotnet new webapi',
    compiled.dotnetWebapi,
    {
      name: 'orders',
      language: 'dotnet',
      version: '8.0',
      framework: 'aspnetcore',
      port: 8080,
      start: 'dotnet out/Orders.dll --urls http://0.0.0.0:8080',
      install: 'dotnet restore',
      build: 'dotnet publish Orders.csproj --configuration Release --output out',
      test: 'dotnet test',
      health: undefined,
    },
  ],
  [
    'dotnet new web, in a solution',
    compiled.dotnetMinimal,
    {
      name: 'shop-api',
      language: 'dotnet',
      version: '9.0',
      framework: 'aspnetcore',
      port: 5000,
      start: 'dotnet out/Shop.Api.dll --urls http://0.0.0.0:5000',
      install: 'dotnet restore',
      build: 'dotnet publish src/Shop.Api/Shop.Api.csproj --configuration Release --output out',
      test: 'dotnet test',
      health: '/healthz',
    },
  ],
  [
    'cargo new, axum',
    compiled.rustAxum,
    {
      name: 'gateway',
      language: 'rust',
      version: '1.89',
      framework: 'axum',
      port: 3000,
      start: './target/release/gateway',
      install: 'cargo fetch --locked',
      build: 'cargo build --release --locked',
      test: 'cargo test --locked',
      health: '/health',
    },
  ],
  [
    'cargo new, actix',
    compiled.rustActix,
    {
      name: 'hello-actix',
      language: 'rust',
      version: '1.82',
      framework: 'actix',
      port: 8080,
      start: './target/release/hello-actix',
      install: 'cargo fetch',
      build: 'cargo build --release',
      test: 'cargo test',
      health: undefined,
    },
  ],
  [
    'rails new',
    web.railsNew,
    {
      name: 'corner-shop',
      language: 'ruby',
      version: '3.4',
      framework: 'rails',
      port: 3000,
      start: 'bundle exec rails server -b 0.0.0.0',
      install: 'bundle install',
      test: 'bin/rails test',
      health: '/up',
    },
  ],
  [
    'sinatra',
    web.sinatra,
    {
      name: 'folder',
      language: 'ruby',
      version: '3.3',
      framework: 'sinatra',
      port: 4567,
      start: 'bundle exec ruby app.rb -o 0.0.0.0 -p 4567',
      install: 'bundle install',
      test: 'bundle exec rspec',
      health: '/healthz',
    },
  ],
  ['laravel new', web.laravelNew, laravel],
  [
    'laravel in double quotes',
    {
      ...web.laravelNew,
      'bootstrap/app.php':
        '<?php\n\nreturn Application::configure()->withRouting(\n    web: "/routes/web.php", health: "/alive",\n)->create();\n',
    },
    { ...laravel, health: '/alive' },
  ],
  [
    'symfony skeleton',
    web.symfony,
    {
      name: 'folder',
      language: 'php',
      version: '8.3',
      framework: 'symfony',
      port: 8000,
      start: 'php -S 0.0.0.0:8000 -t public',
      install: 'composer install --no-interaction --no-progress',
      test: 'php bin/phpunit',
      health: '/health',
    },
  ],
  [
    'hugo new site',
    web.hugo,
    {
      name: 'folder',
      language: 'static',
      framework: 'hugo',
      port: 8080,
      build: 'hugo --minify',
      health: '/',
    },
  ],
  [
    'jekyll new',
    web.jekyll,
    {
      name: 'folder',
      language: 'static',
      framework: 'jekyll',
      port: 8080,
      install: 'bundle install',
      build: 'bundle exec jekyll build',
      health: '/',
    },
  ],
  ['plain HTML', web.plainHtml, { name: 'folder', language: 'static', port: 8080, health: '/' }],
];

describe('what init finds in a repository as its framework lays it out', () => {
  it.each(table)('%s', (_, files, expected) => {
    const { services } = detect(repositoryOf(files), 'folder');
    expect(services).toHaveLength(1);
    const [service] = services;
    const commands = Object.fromEntries(
      (['install', 'build', 'test'] as const).flatMap(name => {
        const command = service!.commands.get(name);
        return command ? [[name, command.value]] : [];
      }),
    );
    expect({
      name: service!.name.value,
      language: service!.language.value,
      ...(service!.languageVersion && { version: service!.languageVersion.value }),
      ...(service!.framework && { framework: service!.framework.value }),
      port: service!.port?.value,
      ...(service!.command && { start: service!.command.value.join(' ') }),
      ...commands,
      health: service!.health?.live.value,
    }).toEqual(expected);
  });
});
