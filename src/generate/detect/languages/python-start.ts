import type { Candidate } from '../finding.ts';
import { fixedStart, type Start } from '../program.ts';
import { baseName, firstOf, folderOf, has, type Repository } from '../repository.ts';
import { capture, type Hit, placeIn, search } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import type { PythonManifest } from './python-manifest.ts';

export interface PythonService {
  readonly framework?: Candidate<string> | undefined;
  readonly starts: readonly Candidate<Start>[];
  readonly entryPoint?: Candidate<string> | undefined;
  readonly port?: number;
  /** The command is told the port, or the server reads PORT. */
  readonly readsPort?: boolean;
  /** Something in it listens. */
  readonly serves?: boolean;
}

interface Framework {
  readonly dependency: string;
  readonly name: string;
  readonly port: number;
  /** The line that makes the application; the group is its name. */
  readonly application: RegExp;
  readonly kind: 'asgi' | 'wsgi' | 'script';
}

const made = (name: string) =>
  new RegExp(`^\\s{0,8}([A-Za-z_]\\w{0,60})\\s*(?::[^=]{1,60})?=\\s*(?:\\w{1,40}\\.)?${name}\\(`);

/** Those that bring others come first: FastAPI has Starlette. */
const frameworks: readonly Framework[] = [
  { dependency: 'fastapi', name: 'fastapi', port: 8000, application: made('FastAPI'), kind: 'asgi' },
  { dependency: 'litestar', name: 'litestar', port: 8000, application: made('Litestar'), kind: 'asgi' },
  { dependency: 'quart', name: 'quart', port: 8000, application: made('Quart'), kind: 'asgi' },
  { dependency: 'starlette', name: 'starlette', port: 8000, application: made('Starlette'), kind: 'asgi' },
  { dependency: 'flask', name: 'flask', port: 5000, application: made('Flask'), kind: 'wsgi' },
  { dependency: 'falcon', name: 'falcon', port: 8000, application: made('App'), kind: 'wsgi' },
  { dependency: 'pyramid', name: 'pyramid', port: 6543, application: /(serve)\(/, kind: 'script' },
  { dependency: 'bottle', name: 'bottle', port: 8080, application: /\b(run)\(/, kind: 'script' },
  { dependency: 'aiohttp', name: 'aiohttp', port: 8080, application: /\b(run_app)\(/, kind: 'script' },
  { dependency: 'tornado', name: 'tornado', port: 8888, application: /\.(listen)\(/, kind: 'script' },
  { dependency: 'sanic', name: 'sanic', port: 8000, application: made('Sanic'), kind: 'script' },
];

export function pythonService(repository: Repository, manifest: PythonManifest): PythonService | undefined {
  const { dependencies } = manifest;
  const django = dependencies.get('django');
  const manage = repository.files.find(path => /^(?:[\w-]+\/)?manage\.py$/.test(path));
  if (django && manage !== undefined)
    return djangoService(repository, manifest, manage, { value: 'django', found: django.found });
  const sources = sourcesOf(repository, 'python');
  for (const framework of frameworks) {
    const dependency = dependencies.get(framework.dependency);
    const hit = dependency && search(repository, sources, framework.application);
    if (!hit) continue;
    const common = { framework: { value: framework.name, found: dependency.found }, port: framework.port };
    if (framework.kind === 'script') return { ...common, ...script(hit) };
    return { ...common, ...application(repository, manifest, framework, hit), readsPort: true };
  }
  return plainService(repository, sources, manifest);
}

function djangoService(
  repository: Repository,
  { dependencies }: PythonManifest,
  manage: string,
  framework: Candidate<string>,
): PythonService {
  const folder = folderOf(manage);
  const wsgi = sourcesOf(repository, 'python').find(path => baseName(path) === 'wsgi.py');
  const gunicorn = dependencies.get('gunicorn');
  const found = placeIn(repository, manage);
  const starts: Candidate<Start>[] = [];
  if (wsgi !== undefined && gunicorn) {
    const module = moduleOf(folder === '' ? wsgi : wsgi.slice(folder.length + 1));
    const away = folder === '' ? [] : ['--chdir', folder];
    const start: Start = port => ['gunicorn', `${module}:application`, ...away, '--bind', `0.0.0.0:${port}`];
    starts.push({ value: start, found: gunicorn.found });
  }
  starts.push({ value: port => ['python', manage, 'runserver', `0.0.0.0:${port}`], found });
  return { framework, starts, entryPoint: { value: manage, found }, port: 8000, readsPort: true };
}

/** The application by the server that is among the dependencies; Flask brings one of its own. */
function application(
  repository: Repository,
  { dependencies }: PythonManifest,
  { name, kind }: Framework,
  hit: Hit,
): Pick<PythonService, 'starts' | 'entryPoint'> {
  const { folder, module } = importPath(repository, hit.path);
  // An application that is made inside of a function is asked for by that function's name.
  const factory = /^\s/.test(hit.text)
    ? capture(repository, [hit.path], /^(?:async )?def (\w*(?:create|make|build)\w*)\(/)?.value
    : undefined;
  const variable = hit.groups[0] ?? 'app';
  const away = (flag: string) => (folder === undefined ? [] : [flag, folder]);
  const listed = dependencies.get(kind === 'asgi' ? 'uvicorn' : 'gunicorn');
  const uvicorn: Start = port => [
    'uvicorn',
    `${module}:${factory ?? variable}`,
    ...(factory === undefined ? [] : ['--factory']),
    ...away('--app-dir'),
    '--host',
    '0.0.0.0',
    '--port',
    String(port),
  ];
  const gunicorn: Start = port => {
    const target = `${module}:${factory === undefined ? variable : `${factory}()`}`;
    return ['gunicorn', target, ...away('--chdir'), '--bind', `0.0.0.0:${port}`];
  };
  const flask: Start = port => {
    const target = factory === undefined ? `${module}:${variable}` : module;
    return ['flask', '--app', target, 'run', '--host', '0.0.0.0', '--port', String(port)];
  };
  const own = name === 'flask' && !listed ? flask : gunicorn;
  const start = kind === 'asgi' ? uvicorn : own;
  return {
    entryPoint: { value: hit.path, found: hit.found },
    starts: [{ value: start, found: listed?.found ?? hit.found }],
  };
}

/** A file as Python imports it; below `src`, which is no package itself, from there. */
function importPath(repository: Repository, path: string): { folder?: string; module: string } {
  const inSource = path.startsWith('src/') && !has(repository, 'src/__init__.py');
  return inSource ? { folder: 'src', module: moduleOf(path.slice(4)) } : { module: moduleOf(path) };
}

const moduleOf = (path: string): string =>
  path
    .replace(/\.py$/, '')
    .replace(/\/__init__$/, '')
    .split('/')
    .join('.');

const serving =
  /^(?!\s*(?:from|import|class)\s).*\b(?:HTTPServer|make_server|TCPServer|serve_forever|uvicorn\.run|waitress\.serve|WSGIServer|start_server)\b/;
const usual = [
  'main.py',
  'app.py',
  'server.py',
  'run.py',
  'wsgi.py',
  'src/main.py',
  'src/app.py',
  'src/server.py',
];

/** A service of the standard library: the file that opens a server; else the usual file of one that runs. */
function plainService(
  repository: Repository,
  sources: readonly string[],
  { pyproject }: PythonManifest,
): PythonService | undefined {
  const server = search(repository, sources, serving);
  if (server) return { ...script(server), serves: true };
  const file = firstOf(repository, usual);
  const main = file === undefined ? undefined : search(repository, [file], /__name__\s*==/);
  if (main) return script(main);
  const command = pyproject.find(
    ({ table }) => table === 'project.scripts' || table === 'tool.poetry.scripts',
  );
  return command && { starts: [{ value: fixedStart(command.key), found: command.found }] };
}

/** `python FILE`; a package that has a `__main__` is started by its name. */
function script({ path, found }: Hit): Pick<PythonService, 'starts' | 'entryPoint'> {
  const folder = folderOf(path);
  const isPackage = baseName(path) === '__main__.py' && folder !== '' && !folder.startsWith('src');
  const words = isPackage ? ['python', '-m', folder.split('/').join('.')] : ['python', path];
  return { starts: [{ value: fixedStart(...words), found }], entryPoint: { value: path, found } };
}
