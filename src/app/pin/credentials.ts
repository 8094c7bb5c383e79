import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What `docker login` has kept for a registry. The value of `basic` is never printed. */
export interface Credentials {
  /** For the Authorization header; absent where there is none. */
  readonly basic?: string;
  /** The program that keeps the password instead, which is not started. */
  readonly helper?: string;
}

type Config = Readonly<Record<string, unknown>>;

/** Those of `host` in config.json of DOCKER_CONFIG, or of ~/.docker. */
export function credentialsFor(host: string, env: Readonly<Record<string, string | undefined>>): Credentials {
  const config = configOf(env['DOCKER_CONFIG'] ?? join(env['HOME'] ?? homedir(), '.docker'));
  const auth = Object.entries(objectOf(config['auths'])).find(([key]) => hostOf(key) === host)?.[1];
  const basic = objectOf(auth)['auth'];
  if (typeof basic === 'string' && /^[A-Za-z0-9+/=]{4,8192}$/.test(basic)) return { basic };
  const own = Object.entries(objectOf(config['credHelpers'])).find(([key]) => hostOf(key) === host)?.[1];
  const store = auth === undefined ? undefined : config['credsStore'];
  const helper = own ?? store;
  return typeof helper === 'string' ? { helper: `docker-credential-${helper}` } : {};
}

function configOf(folder: string): Config {
  try {
    return objectOf(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): Config =>
  typeof value === 'object' && value !== null ? (value as Config) : {};

/** Keys are hosts, or addresses: "https://index.docker.io/v1/". */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/')[0] ?? '';
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? 'docker.io' : host;
}
