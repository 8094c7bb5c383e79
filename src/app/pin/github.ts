import { parse } from 'yaml';
import { failure } from '../../errors/index.ts';
import { majorOf } from '../../model/pins.ts';
import { type Answer, ask, isLoopback, jsonOf, Unanswered, urlOf } from './ask.ts';

/** GitHub's REST API; GITHUB_API_URL is what runners of a GitHub Enterprise Server set. */
export interface Github {
  readonly base: URL;
  /** Goes to `base` alone, and is never printed. */
  readonly token?: string;
}

/** @throws Failure for an address that no token may go to */
export function githubOf(env: Readonly<Record<string, string | undefined>>): Github {
  const base = urlOf(env['GITHUB_API_URL'] ?? 'https://api.github.com');
  const isSafe = base && (base.protocol === 'https:' || isLoopback(base.host));
  if (!isSafe) throw failure('usage', { text: 'GITHUB_API_URL is no HTTPS address' }, { exitCode: 64 });
  const token = env['GITHUB_TOKEN'];
  return { base, ...(token !== undefined && /^[\w-]{1,255}$/.test(token) ? { token } : {}) };
}

async function get(github: Github, path: string, accept = 'application/vnd.github+json'): Promise<Answer> {
  const url = new URL(`${github.base.href.replace(/\/$/, '')}${path}`);
  const headers = {
    accept,
    'x-github-api-version': '2022-11-28',
    ...(github.token === undefined ? {} : { authorization: `Bearer ${github.token}` }),
  };
  const answer = await ask({ url, headers, limit: 4 * 1024 * 1024 });
  const isLimited = answer.header('x-ratelimit-remaining') === '0';
  if (answer.status === 429 || (answer.status === 403 && isLimited))
    throw new Unanswered('it has been asked too often this hour; with GITHUB_TOKEN it answers more', true);
  return answer;
}

async function object(github: Github, path: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await get(github, path);
  if (answer.status === 404) throw new Unanswered('it knows no such repository, release or tag');
  if (answer.status !== 200) throw new Unanswered(`it answers with status ${answer.status}`);
  return jsonOf(answer);
}

const releaseForm = /^v?\d{1,6}\.\d{1,6}(?:\.\d{1,6})?$/;

/** The newest release of a major version, neither a draft nor a preview, with the commit of its tag. */
export async function newestRelease(
  github: Github,
  action: string,
  major: number,
): Promise<{ readonly version: string; readonly commit: string }> {
  const releases = await object(github, `/repos/${action}/releases?per_page=100`);
  const tags = (Array.isArray(releases) ? (releases as readonly unknown[]) : []).flatMap(release => {
    const { tag_name: tag, draft, prerelease } = (release ?? {}) as Readonly<Record<string, unknown>>;
    const isOurs = typeof tag === 'string' && releaseForm.test(tag) && majorOf(tag) === major;
    return isOurs && draft !== true && prerelease !== true ? [tag] : [];
  });
  const [version] = tags.toSorted((a, b) => compareVersions(b, a));
  if (version === undefined) throw new Unanswered(`it has no release of version ${major}`);
  return { version, commit: await commitOf(github, action, version) };
}

/** By number, part by part. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const numbersOf = (version: string) => version.replace(/^v/, '').split('.').map(Number);

const commitForm = /^[0-9a-f]{40}$/;

/** An annotated tag is an object of its own, and may be of another one. */
async function commitOf(github: Github, action: string, tag: string): Promise<string> {
  let found = await object(github, `/repos/${action}/git/ref/tags/${encodeURIComponent(tag)}`);
  for (let depth = 0; depth < 4; depth++) {
    const { type, sha } = (found['object'] ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof sha !== 'string' || !commitForm.test(sha)) break;
    if (type === 'commit') return sha;
    if (type !== 'tag') break;
    found = await object(github, `/repos/${action}/git/tags/${sha}`);
  }
  throw new Unanswered(`its tag ${tag} leads to no commit`);
}

/** The inputs that an action knows at a commit, in lower case as GitHub compares them. */
export async function inputsAt(
  github: Github,
  action: string,
  path: string,
  commit: string,
): Promise<ReadonlySet<string>> {
  for (const file of ['action.yml', 'action.yaml']) {
    const address = `/repos/${action}/contents${path}/${file}?ref=${commit}`;
    const answer = await get(github, address, 'application/vnd.github.raw+json');
    if (answer.status === 404) continue;
    if (answer.status !== 200) throw new Unanswered(`it answers with status ${answer.status}`);
    if (answer.body.length > 256 * 1024) throw new Unanswered(`its ${file} has more than 256 KiB`);
    return inputsIn(answer.body.toString('utf8'), file);
  }
  throw new Unanswered('it has no action.yml there');
}

function inputsIn(text: string, file: string): ReadonlySet<string> {
  try {
    const { inputs } = parse(text, { maxAliasCount: 100 }) as { inputs?: unknown };
    if (typeof inputs !== 'object' || inputs === null) return new Set();
    return new Set(Object.keys(inputs).map(name => name.toLowerCase()));
  } catch {
    throw new Unanswered(`its ${file} is no YAML`);
  }
}
