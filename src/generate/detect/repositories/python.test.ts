import { expect, test } from 'vitest';
import * as python from '../../../../test/fixtures/repositories/python.ts';
import { type Row, serviceIn } from '../testing/service-in.ts';

const repositories: readonly Row[] = [
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
];

test.each(repositories)(
  'init finds in a repository of Python what its framework lays out: %s',
  (_, files, expected) => {
    expect(serviceIn(files)).toEqual(expected);
  },
);
