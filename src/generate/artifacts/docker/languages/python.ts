import type { Recipe } from '../recipe.ts';

const searched = '/venv/bin:/usr/local/bin:/usr/bin:/bin';

export const python: Recipe = {
  before: ({ commands }) => [
    ...(commands.install ? ['RUN python -m venv /venv'] : []),
    ...(commands.install || commands.build ? [`ENV PATH=${searched}`] : []),
  ],
  packages: () => [
    'RUN python -m venv /venv \\',
    '  && if [ -f requirements.txt ]; then /venv/bin/pip install --no-cache-dir -r requirements.txt; fi',
  ],
  compile: () => [],
  install: () => ['COPY --from=build /venv /venv', 'COPY --from=build /src ./'],
  environment: () => [
    ['PATH', searched],
    ['PYTHONUNBUFFERED', '1'],
    ['PYTHONDONTWRITEBYTECODE', '1'],
  ],
  command: service => service.command,
  ignore: ['__pycache__', '*.pyc', '.venv', '.pytest_cache', '.mypy_cache'],
};
