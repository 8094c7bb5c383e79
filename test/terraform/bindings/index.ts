import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProviderSchema } from '../schema.ts';
import type { Binding } from './published.ts';
import { schemaOf } from './schema-of.ts';

/** Changed whenever the same package gives another schema than before. */
const edition = 1;

/**
 * The schema of a provider, from the package that npm has, once: it is kept by version in the user's cache.
 * @throws where the package cannot be had, with what npm said
 */
export function bring(binding: Binding): ProviderSchema {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'devops-flow', 'terraform');
  const kept = join(cache, `${binding.name}-${binding.version}-${edition}.json`);
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    keep(kept, JSON.stringify(unpacked(binding, cache)));
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as ProviderSchema;
}

/** A file that is there is whole. */
function keep(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function unpacked({ package: name, version }: Binding, cache: string): ProviderSchema {
  console.error(`reading the schema of ${name} ${version} from npm`);
  const folder = mkdtempSync(join(cache, 'unpacked-'));
  try {
    run(
      ['npm', 'pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', folder],
      folder,
    );
    run(['sh', '-c', "tar -xzf *.tgz --wildcards 'package/lib/*.js'"], folder);
    return schemaOf(join(folder, 'package', 'lib'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run([command = '', ...args]: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
