import { assumed, type Candidate } from '../finding.ts';
import { makeTarget } from '../makefile.ts';
import { derive, type Program, shortVersion } from '../program.ts';
import { firstOf, type Repository } from '../repository.ts';
import { capture, placeIn } from '../search.ts';
import { sourcesOf, testsOf } from '../sources.ts';
import { toolVersion, versionFile } from '../versions.ts';
import { type PythonManifest, readPython } from './python-manifest.ts';
import { pythonService } from './python-start.ts';

const manifests = [
  'pyproject.toml',
  'requirements.txt',
  'Pipfile',
  'manage.py',
  'setup.py',
  'setup.cfg',
  'environment.yml',
];

export function python(repository: Repository): Program | undefined {
  const manifest = readPython(repository);
  const [source] = sourcesOf(repository, 'python');
  const file = firstOf(repository, manifests) ?? source;
  if (file === undefined) return undefined;
  const service = pythonService(repository, manifest);
  const starts = service?.starts ?? [];
  const hasManifest = manifests.includes(file) || manifest.dependencies.size > 0;
  return {
    language: 'python',
    found: placeIn(repository, file),
    sureness: service?.framework ? 4 : service?.serves ? 3 : hasManifest ? 2 : 1,
    versions: versions(repository),
    leastVersions: leastVersions(repository, manifest),
    framework: service?.framework,
    entryPoint: service?.entryPoint,
    starts,
    commands: {
      install: manifest.install,
      lint:
        tool(manifest, 'ruff', 'ruff check .') ??
        tool(manifest, 'flake8', 'flake8') ??
        makeTarget(repository, 'lint'),
      test: testCommand(repository, manifest),
    },
    ports: [],
    usualPort:
      service?.port === undefined
        ? undefined
        : assumed(
            service.port,
            `the port of ${service.framework?.value ?? 'python'}, where nobody says another`,
          ),
    readsPort: service?.readsPort ?? false,
  };
}

function versions(repository: Repository): Program['versions'] {
  const pipfile = capture(repository, ['Pipfile'], /^python_(?:full_)?version\s*=\s*"([\d.]{1,20})"/);
  return [
    versionFile(repository, '.python-version', 2),
    versionFile(repository, 'runtime.txt', 2),
    toolVersion(repository, ['python'], 2),
    derive(pipfile, shortVersion),
  ];
}

function leastVersions(repository: Repository, { pyproject }: PythonManifest): Program['versions'] {
  const entry = (table: string, key: string) =>
    derive(
      pyproject.find(found => found.table === table && found.key === key),
      shortVersion,
    );
  const setup = capture(repository, ['setup.py', 'setup.cfg'], /python_requires\s*=\s*["']?([^"',]{1,40})/);
  return [
    entry('project', 'requires-python'),
    entry('tool.poetry.dependencies', 'python'),
    derive(setup, shortVersion),
  ];
}

function tool(
  { dependencies, run, pyproject }: PythonManifest,
  name: string,
  command: string,
): Candidate<string> | undefined {
  const listed = dependencies.get(name) ?? pyproject.find(({ table }) => table.startsWith(`tool.${name}`));
  return listed && { value: `${run}${command}`, found: listed.found };
}

function testCommand(repository: Repository, manifest: PythonManifest): Candidate<string> | undefined {
  const made = makeTarget(repository, 'test');
  if (made) return made;
  const pytest = tool(manifest, 'pytest', 'pytest');
  if (pytest) return pytest;
  const settings = firstOf(repository, ['pytest.ini', 'conftest.py', 'tests/conftest.py']);
  if (settings !== undefined) return { value: `${manifest.run}pytest`, found: placeIn(repository, settings) };
  const manage = repository.files.find(path => /^(?:[\w-]+\/)?manage\.py$/.test(path));
  if (manage !== undefined) {
    const runner = manifest.run === 'python -m ' ? 'python' : `${manifest.run}python`;
    return { value: `${runner} ${manage} test`, found: placeIn(repository, manage) };
  }
  const tests = testsOf(repository, 'python');
  const unittest = capture(repository, tests, /^\s*(?:import|from)\s+(unittest)\b/);
  if (unittest) {
    const folder = tests.every(path => path.startsWith('tests/')) ? ' discover -s tests' : '';
    return { value: `python -m unittest${folder}`, found: unittest.found };
  }
  const [first] = tests;
  return first === undefined
    ? undefined
    : { value: `${manifest.run}pytest`, found: placeIn(repository, first) };
}
