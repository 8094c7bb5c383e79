import { type Recipe, run } from '../recipe.ts';
import { collectLibraries, installLibraries, libraryPath } from './native-libraries.ts';
import { pythonCaches, pythonManagers } from './python-managers.ts';

const searched = '/venv/bin:/usr/local/bin:/usr/bin:/bin';

export const python: Recipe = {
  caches: pythonCaches,
  before: service => [
    '# Compiled files are named by what they hold, not by the time they were made.',
    'ENV SOURCE_DATE_EPOCH=315532800',
    ...pythonManagers(service),
    'RUN python -m venv /venv',
    `ENV VIRTUAL_ENV=/venv UV_PROJECT_ENVIRONMENT=/venv PATH=${searched}`,
  ],
  packages: service => [
    `${run(pythonCaches(service))} if [ -f requirements.txt ]; then pip install -r requirements.txt; fi`,
  ],
  compile: () => [],
  after: () => collectLibraries("/venv -name '*.so*'"),
  install: () => [installLibraries, 'COPY --from=build /venv /venv', 'COPY --from=build /src ./'],
  environment: () => [
    ['PATH', searched],
    libraryPath,
    ['PYTHONUNBUFFERED', '1'],
    ['PYTHONDONTWRITEBYTECODE', '1'],
  ],
  command: service => service.command,
  ignore: ['__pycache__', '*.pyc', '.venv', '.pytest_cache', '.mypy_cache'],
};
