import { expect, test } from 'vitest';
import * as web from '../../../../test/fixtures/repositories/web.ts';
import { type Expected, type Row, serviceIn } from '../testing/service-in.ts';

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

const repositories: readonly Row[] = [
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

test.each(repositories)(
  'init finds in a repository of Ruby, PHP and of pages what its framework lays out: %s',
  (_, files, expected) => {
    expect(serviceIn(files)).toEqual(expected);
  },
);
