/** What the real `docker compose config` says about a project, and ours, both in one form that can be compared. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

type Plain = Record<string, unknown>;

/** The real program on one project; it reads files, and needs no daemon. */
export function realProject(program: string, file: string, environment: ReadonlyMap<string, string>): Plain {
  const over = join(dirname(file), 'compose.override.yaml');
  const files = [file, ...(basename(file) === 'compose.yaml' && existsSync(over) ? [over] : [])];
  const options = ['--no-env-resolution', '--no-normalize', '--no-path-resolution', '--no-consistency'];
  const output = execFileSync(
    program,
    [...files.flatMap(name => ['-f', name]), '--profile', '*', 'config', '--format', 'json', ...options],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: '/nowhere', ...Object.fromEntries(environment) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return JSON.parse(output) as Plain;
}

/** Without defaults that one side writes out, with durations in seconds and sizes in bytes, `$` as it is meant. */
export function comparable(project: unknown): unknown {
  const { services, secrets, configs } = project as Plain;
  const named = Object.entries((services ?? {}) as Plain).map(([name, service]): [string, unknown] => [
    name,
    comparableService(service),
  ]);
  return prune({ services: fromEntries(named), secrets, configs });
}

const fromEntries = (entries: [string, unknown][]): Plain => {
  // A key `__proto__` stays one.
  const made: Plain = Object.create(null) as Plain;
  for (const [key, value] of entries) Object.defineProperty(made, key, { value, enumerable: true });
  return made;
};

/** Printed by the real program in a form of its own, or left out. */
const unlike = new Set(['gpus', 'develop', 'blkio_config', 'extra_hosts', 'extends', 'profiles']);

function comparableService(service: unknown): unknown {
  const {
    ports,
    volumes,
    secrets,
    build,
    depends_on: dependencies,
    env_file: files,
    ...others
  } = service as Plain;
  const rest = Object.entries(others).filter(([key]) => !unlike.has(key) && !key.startsWith('x-'));
  return {
    ...Object.fromEntries(rest),
    extra_hosts: [...((others.extra_hosts ?? []) as string[])].sort(),
    ports: listOf(ports).map(({ mode, ...port }) => ({ ...port, mode: mode ?? 'ingress' })),
    volumes: listOf(volumes).map(({ source, ...mount }) => ({
      ...mount,
      source: source && local(String(source)),
    })),
    secrets: listOf(secrets).map(({ source, target, ...grant }) => ({
      ...grant,
      source,
      target: target ?? `/run/secrets/${String(source)}`,
    })),
    build: build && comparableBuild(build as Plain),
    depends_on: fromEntries(
      Object.entries((dependencies ?? {}) as Plain).map(([name, value]) => [
        name,
        { required: 'true', ...(value as Plain) },
      ]),
    ),
    env_file: listOf(files).map(({ path, required, ...file }) => ({
      ...file,
      required: required ?? 'true',
      path: local(String(path)),
    })),
  };
}

function comparableBuild({
  context,
  dockerfile,
  secrets,
  additional_contexts: contexts,
  ...build
}: Plain): unknown {
  const isInline = build.dockerfile_inline !== undefined;
  return {
    ...build,
    context: local(String(context)),
    dockerfile: isInline ? undefined : (dockerfile ?? 'Dockerfile'),
    secrets: listOf(secrets).map(({ source }) => source),
    additional_contexts: fromEntries(
      Object.entries((contexts ?? {}) as Plain).map(([name, path]) => [name, local(String(path))]),
    ),
  };
}

const listOf = (list: unknown) => (list ?? []) as Plain[];
const local = (path: string) => (path.includes('://') ? path : normalize(path).replace(/\/$/, ''));

/** Every scalar as text; nothing that is empty or false, save texts. */
function prune(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => prune(item, key));
    return items.length === 0 ? undefined : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .map(([name, inner]): [string, unknown] => [name, prune(inner, name)])
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.length === 0 ? undefined : fromEntries(entries);
  }
  if (value === undefined || value === null || String(value) === 'false') return undefined;
  return scalar(String(value), key);
}

const sizes = new Set(['memory', 'mem_limit', 'mem_reservation', 'memswap_limit', 'shm_size', 'size']);
const times = new Set([
  'interval',
  'timeout',
  'start_period',
  'start_interval',
  'stop_grace_period',
  'delay',
  'window',
  'monitor',
]);

function scalar(text: string, key: string): string {
  if (sizes.has(key)) return String(bytes(text));
  if (times.has(key)) return String(seconds(text));
  if (key === 'mode')
    return String(/^0o?[0-7]+$/.test(text) ? Number.parseInt(text.replace('o', ''), 8) : text);
  if (/^-?\d+\.\d+$/.test(text)) return String(Number(text));
  return text.replaceAll('$$', '$');
}

function bytes(text: string): number {
  const [, amount = '0', unit = ''] = /^([\d.]+)([bkmg]?)/i.exec(text) ?? [];
  return Number(amount) * 1024 ** Math.max(0, 'bkmg'.indexOf(unit.toLowerCase() || 'b'));
}

function seconds(text: string): number {
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return [...text.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, n, unit = 's']) => sum + Number(n) * (units[unit] ?? 0),
    0,
  );
}
