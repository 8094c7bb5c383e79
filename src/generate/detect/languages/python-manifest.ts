import type { Candidate } from '../finding.ts';
import { readToml, type TomlEntry } from '../formats/toml.ts';
import { readTree } from '../formats/tree.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { placeIn, searchAll } from '../search.ts';

export interface PythonManifest {
  readonly pyproject: readonly TomlEntry[];
  /** Packages in lower case with hyphens, development included, with where they are named. */
  readonly dependencies: ReadonlyMap<string, Candidate<string>>;
  /** What brings the packages in, and what runs a tool among them. */
  readonly install?: Candidate<string> | undefined;
  readonly run: string;
}

const requirementFiles = /(?:^|\/)requirements[\w.-]{0,40}\.(?:txt|in)$/;
const requirement = /^\s*([A-Za-z][\w.-]{0,80})\s*(?:\[[^\]]{0,100}\])?\s*(?:[=<>!~;@]|$)/;
/** Tables of pyproject.toml and Pipfile whose keys are packages. */
const keyed = /^(?:tool\.poetry(?:\.group\.[\w-]+)?\.(?:dev-)?dependencies|packages|dev-packages)$/;
/** Lists of pyproject.toml whose strings are packages: `project.dependencies`, PEP 735, uv. */
const listed =
  /^(?:project|project\.optional-dependencies|dependency-groups|tool\.uv|tool\.pdm\.dev-dependencies)$/;

export function readPython(repository: Repository): PythonManifest {
  const pyproject = readToml(repository, 'pyproject.toml');
  const dependencies = new Map<string, Candidate<string>>();
  const add = (name: string, found: Candidate<string>['found']) => {
    const key = name.toLowerCase().replaceAll(/[._]/g, '-');
    if (!dependencies.has(key)) dependencies.set(key, { value: name, found });
  };
  const files = repository.files.filter(file => requirementFiles.test(file) && file.split('/').length <= 2);
  for (const { groups, found } of searchAll(repository, files, requirement)) add(groups[0] ?? '', found);
  for (const { table, key, value, found } of [...pyproject, ...readToml(repository, 'Pipfile')]) {
    if (keyed.test(table)) add(key, found);
    else if (listed.test(table)) add(requirement.exec(value)?.[1] ?? '', found);
  }
  for (const { groups, found } of searchAll(
    repository,
    ['setup.py', 'setup.cfg'],
    /^\s*["']?([A-Za-z][\w.-]{1,80})\s*(?:\[\w+\])?\s*(?:[=<>~!]=?[^=]|["'],?\s*$)/,
  ))
    add(groups[0] ?? '', found);
  for (const item of readTree(repository, 'environment.yml').at('dependencies').items)
    if (item.text) add(/^[\w.-]{1,80}/.exec(item.text.value)?.[0] ?? '', item.text.found);
  return { pyproject, dependencies, ...tooling(repository, pyproject) };
}

function tooling(
  repository: Repository,
  pyproject: readonly TomlEntry[],
): Pick<PythonManifest, 'install' | 'run'> {
  const table = (name: string) =>
    pyproject.find(entry => entry.table === name || entry.table.startsWith(`${name}.`));
  const at = (value: string, file: string) => ({ value, found: placeIn(repository, file) });
  const lock = firstOf(repository, ['uv.lock', 'poetry.lock', 'pdm.lock', 'Pipfile.lock']);
  if (lock === 'uv.lock') return { install: at('uv sync --frozen', lock), run: 'uv run ' };
  if (lock === 'poetry.lock')
    return { install: at('poetry install --no-interaction', lock), run: 'poetry run ' };
  if (lock === 'pdm.lock') return { install: at('pdm sync', lock), run: 'pdm run ' };
  if (lock === 'Pipfile.lock') return { install: at('pipenv sync --dev', lock), run: 'pipenv run ' };
  const named = [
    ['tool.uv', 'uv sync', 'uv run '],
    ['tool.poetry', 'poetry install --no-interaction', 'poetry run '],
    ['tool.pdm', 'pdm install', 'pdm run '],
  ] as const;
  for (const [name, install, run] of named) {
    const entry = table(name);
    if (entry) return { install: { value: install, found: entry.found }, run };
  }
  if (has(repository, 'Pipfile'))
    return { install: at('pipenv install --dev', 'Pipfile'), run: 'pipenv run ' };
  const file = firstOf(repository, [
    'requirements-dev.txt',
    'requirements/dev.txt',
    'requirements.txt',
    'requirements/base.txt',
  ]);
  if (file !== undefined) return { install: at(`python -m pip install -r ${file}`, file), run: 'python -m ' };
  const project = firstOf(repository, ['pyproject.toml', 'setup.py']);
  return project === undefined
    ? { run: 'python -m ' }
    : { install: at('python -m pip install .', project), run: 'python -m ' };
}
