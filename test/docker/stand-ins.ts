import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../src/model/official-images.ts';
import { programOutput, type StandIn } from './base-images.ts';

const shell = ['/bin/bash', '/usr/bin/install', '/usr/bin/env'];
const authorities = ['/etc/ssl/certs/ca-certificates.crt'];

/** Image by language, out of what this machine has; undefined where it has no such runtime. */
export interface Runtime {
  readonly version: string;
  readonly images: readonly StandIn[];
}

export function nodeRuntime(): Runtime {
  const npm = join(programOutput('npm', ['root', '--global']) ?? '', 'npm');
  const version = '22';
  const tag = versions.node[version];
  return {
    version,
    images: [
      {
        names: [`node:${tag}-trixie`, `node:${tag}-trixie-slim`],
        programs: [process.execPath, ...shell],
        copied: [npm],
        links: { 'usr/bin/npm': join(npm, 'bin', 'npm-cli.js'), ...named('node', process.execPath) },
      },
    ],
  };
}

/** The name under which a program is called, where it stands elsewhere. */
const named = (name: string, path: string): Readonly<Record<string, string>> =>
  path === `/usr/bin/${name}` ? {} : { [`usr/bin/${name}`]: path };

export function pythonRuntime(): Runtime | undefined {
  const said = programOutput('python3', [
    '-c',
    'import sys; print(sys.base_prefix, "%d.%d" % sys.version_info[:2])',
  ]);
  const [prefix, version] = said?.split(' ') ?? [];
  const tag = version !== undefined && version in versions.python ? version : undefined;
  if (prefix === undefined || tag === undefined) return undefined;
  const exact = versions.python[tag as keyof typeof versions.python];
  const program = `${prefix}/bin/python${tag}`;
  const library = `${prefix}/lib/python${tag}`;
  return {
    version: tag,
    images: [
      {
        names: [`python:${exact}-trixie`, `python:${exact}-slim-trixie`],
        programs: [program, ...shell, '/usr/bin/ldd', ...modulesOf(library)],
        copied: pythonFiles(library),
        links: { 'usr/bin/python': program, 'usr/bin/python3': program },
      },
    ],
  };
}

/** The extension modules, for the libraries that they link. */
const modulesOf = (library: string): readonly string[] =>
  execFileSync('find', [join(library, 'lib-dynload'), '-name', '*.so'], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line !== '');

/** The standard library without its tests and without what this machine has installed into it. */
const pythonFiles = (library: string): readonly string[] =>
  execFileSync(
    'find',
    [
      library,
      '-mindepth',
      '1',
      '-maxdepth',
      '1',
      '!',
      '-name',
      'test',
      '!',
      '-name',
      'site-packages',
      '!',
      '-name',
      'config-*',
    ],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter(line => line !== '');

export function goRuntime(): Runtime | undefined {
  const root = programOutput('go', ['env', 'GOROOT']);
  const [, version] = /go(1\.\d+)/.exec(programOutput('go', ['version']) ?? '') ?? [];
  if (root === undefined || version === undefined || !(version in versions.golang)) return undefined;
  const exact = versions.golang[version as keyof typeof versions.golang];
  return {
    version,
    images: [
      {
        names: [`golang:${exact}-trixie`],
        programs: [`${root}/bin/go`, ...shell],
        copied: [
          ...['src', 'pkg', 'lib', 'bin', 'VERSION', 'go.env']
            .map(name => `${root}/${name}`)
            .filter(existsSync),
          ...authorities,
        ],
        links: { 'usr/bin/go': `${root}/bin/go` },
      },
      { names: [`debian:${versions.debian['13']}-slim`], programs: shell },
    ],
  };
}

/** The program that DEVOPS_FLOW_NGINX names, under the name of the official image: Debian's is too old for the scripts. */
export function nginxImage(name: string): StandIn | undefined {
  const program = process.env['DEVOPS_FLOW_NGINX'];
  if (program === undefined) return undefined;
  return { names: [name], programs: shell, placed: { 'usr/bin/nginx': program } };
}

const postgresql = '/usr/lib/postgresql/15';

/** What the image of PostgreSQL does when it starts, as far as a development database needs it. */
const start = `set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  initdb --username="$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl --wait --options="-c listen_addresses=''" start
  createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl --wait stop
fi
exec postgres -c 'listen_addresses=*'`;

/** Debian's PostgreSQL under the name of the official image, which cannot be had here; as the same user, on the same places. */
export function postgresImage(name: string): { image: StandIn; changes: readonly string[] } | undefined {
  if (!existsSync(postgresql)) return undefined;
  const tools = ['postgres', 'initdb', 'pg_ctl', 'createdb', 'pg_isready', 'psql'];
  const image: StandIn = {
    names: [name],
    programs: [...shell, ...tools.map(tool => `${postgresql}/bin/${tool}`)],
    copied: [`${postgresql}/lib`, '/usr/share/postgresql/15', '/usr/share/zoneinfo'],
    links: { 'var/run': '/run' },
    files: { '/start': start },
    users: { postgres: 999 },
    owned: { '/var/lib/postgresql/data': 999, '/run/postgresql': 999 },
  };
  const changes = [
    `ENV PATH=${postgresql}/bin:/usr/bin`,
    'ENV PGDATA=/var/lib/postgresql/data',
    'VOLUME /var/lib/postgresql/data',
    'ENTRYPOINT ["/bin/bash", "/start"]',
  ];
  return { image, changes };
}
