import { createHash } from 'node:crypto';
import type { FullName } from '../../model/pins.ts';
import { type Answer, ask, isLoopback, jsonOf, Unanswered, urlOf } from './ask.ts';
import type { Credentials } from './credentials.ts';

/** Indexes first: their digest stands for the image on every platform. */
const types = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const digestForm = /^sha256:[0-9a-f]{64}$/;

/** The hosts that give tokens for a registry of another name, and are of the same people. */
const tokenHosts: Readonly<Record<string, string>> = {
  'docker.io': 'auth.docker.io',
  'registry.gitlab.com': 'gitlab.com',
};

export const apiHost = (host: string): string => (host === 'docker.io' ? 'registry-1.docker.io' : host);

export interface RegistryAccess {
  readonly credentials: Credentials;
  /** Is told before a host is asked that nobody has named. */
  readonly tell: (host: string, why: string) => void;
}

/**
 * The digest that a tag stands for now (OCI distribution specification, "Pulling manifests").
 *
 * @throws Unanswered for whatever is not exactly that
 */
export async function digestOf(name: FullName, access: RegistryAccess): Promise<string> {
  const host = apiHost(name.host);
  const url = new URL(
    `${isLoopback(host) ? 'http' : 'https'}://${host}/v2/${name.repository}/manifests/${name.tag}`,
  );
  const request = async (method: 'GET' | 'HEAD', authorization?: string) =>
    ask({
      method,
      url,
      limit: 4 * 1024 * 1024,
      headers: { accept: types.join(', '), ...(authorization === undefined ? {} : { authorization }) },
    });
  let authorization: string | undefined;
  let answer = await request('HEAD');
  if (answer.status === 401) {
    authorization = await authorizationFor(name, answer, access);
    answer = await request('HEAD', authorization);
  }
  refuse(answer);
  const said = answer.header('docker-content-digest');
  if (said !== undefined) return checked(said);
  // It may leave the header out; the digest is that of the bytes.
  const manifest = await request('GET', authorization);
  refuse(manifest);
  return `sha256:${createHash('sha256').update(manifest.body).digest('hex')}`;
}

function checked(digest: string): string {
  if (digestForm.test(digest)) return digest;
  throw new Unanswered('the digest that it names is not sha256: and 64 hexadecimal digits');
}

function refuse({ status, header }: Answer): void {
  if (status === 401 || status === 403) throw new Unanswered('it lets nobody in without a password');
  if (status === 404) throw new Unanswered('it has no such tag');
  if (status === 429) throw new Unanswered('it has been asked too often; it answers again later', true);
  if (status !== 200) throw new Unanswered(`it answers with status ${status}`);
  const type = header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'no type';
  if (!types.includes(type)) throw new Unanswered(`it names ${type.slice(0, 80)}, which is no image`);
}

/** The Authorization header that a registry asks for. */
async function authorizationFor(
  name: FullName,
  { header }: Answer,
  { credentials, tell }: RegistryAccess,
): Promise<string> {
  const challenge = header('www-authenticate') ?? '';
  if (/^basic\b/i.test(challenge)) {
    if (credentials.basic === undefined) throw new Unanswered('it lets nobody in without a password');
    return `Basic ${credentials.basic}`;
  }
  const facts = new Map(
    [...challenge.matchAll(/(\w{1,20})="([^"]{0,1000})"/g)].map(([, key, value]) => [key, value]),
  );
  const realm = urlOf(facts.get('realm'));
  if (!/^bearer\b/i.test(challenge) || !realm)
    throw new Unanswered('it asks for what devops-flow cannot give');
  if (realm.protocol !== 'https:' && !(isLoopback(realm.host) && isLoopback(name.host)))
    throw new Unanswered(`it sends us to ${realm.protocol}//${realm.host} for a token, which is not asked`);
  realm.search = '';
  realm.searchParams.set('service', facts.get('service') ?? '');
  realm.searchParams.set('scope', `repository:${name.repository}:pull`);
  // A password goes to the registry that it is for, and to no host that an answer names.
  const isTheirs = [name.host, tokenHosts[name.host]].includes(realm.host);
  if (realm.host !== name.host) tell(realm.host, `a token for ${name.host}`);
  const basic = isTheirs ? credentials.basic : undefined;
  const headers = basic === undefined ? {} : { authorization: `Basic ${basic}` };
  const answer = await ask({ url: realm, headers, limit: 64 * 1024 });
  if (answer.status !== 200) throw new Unanswered(`${realm.host} gives no token (status ${answer.status})`);
  const given = jsonOf(answer);
  const token = given['token'] ?? given['access_token'];
  if (typeof token !== 'string' || !/^[\w.~+/=-]{1,32768}$/.test(token))
    throw new Unanswered(`${realm.host} gives no token`);
  return `Bearer ${token}`;
}
