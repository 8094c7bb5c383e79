import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../generate/generate.ts';
import { pin } from './pin.ts';

/**
 * The command from the documents to the file. GitHub is a stand-in that answers as its REST documentation says ("List
 * releases", "Get a reference", "Get a tag", "Get repository content"), and so is the registry: the real GitHub was not
 * asked. A real registry stands in test/docker.
 */

const [first, second, moved] = ['1', '2', '3'].map(letter => letter.repeat(40));
const digestOne = `sha256:${'a'.repeat(64)}`;
const digestTwo = `sha256:${'b'.repeat(64)}`;

interface World {
  /** Tags of actions/checkout, newest last, with the commit that each leads to through a tag object. */
  releases: { tag: string; commit: string; draft?: boolean; prerelease?: boolean }[];
  inputs: string;
  digest: string;
  readonly seen: string[];
}

let folder = '';
let host = '';
let world: World;
let server: Server;

beforeEach(async () => {
  world = {
    releases: [{ tag: 'v7.1.0', commit: second ?? '' }],
    inputs: 'inputs:\n  persist-credentials: {}\n  ref: {}\n',
    digest: digestOne,
    seen: [],
  };
  server = createServer((request, response) => {
    const url = request.url ?? '';
    world.seen.push(`${url} ${request.headers.authorization ?? ''}`.trim());
    const answer = answerTo(url);
    if (answer === undefined) response.writeHead(404).end('{"message":"Not Found"}');
    else if (answer === 'digest')
      response
        .writeHead(200, {
          'content-type': 'application/vnd.oci.image.index.v1+json',
          'docker-content-digest': world.digest,
        })
        .end();
    else response.writeHead(200).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'pin-'));
  mkdirSync(join(folder, '.git'));
  writeFileSync(
    join(folder, 'devops-flow.yaml'),
    `name: web\nport: 8080\nimage:\n  repository: ${host}/team/web\n  tag: 1.0.0\n  built: false\n`,
  );
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function answerTo(url: string): unknown {
  if (url === '/v2/team/web/manifests/1.0.0') return 'digest';
  if (!url.startsWith('/repos/actions/checkout/')) return undefined;
  const rest = url.slice('/repos/actions/checkout'.length);
  if (rest === '/releases?per_page=100')
    return world.releases.map(({ tag, draft = false, prerelease = false }) => ({
      tag_name: tag,
      draft,
      prerelease,
    }));
  const release = world.releases.find(({ tag }) => rest === `/git/ref/tags/${tag}`);
  if (release) return { object: { type: 'tag', sha: release.commit.replaceAll(/./g, 'e') } };
  if (rest === `/git/tags/${'e'.repeat(40)}`)
    return { object: { type: 'commit', sha: world.releases.at(-1)?.commit } };
  if (rest.startsWith('/contents/action.yml?ref=')) return world.inputs;
  return undefined;
}

async function run(
  more: { type?: string; check?: boolean; today?: string; images?: boolean; actions?: boolean } = {},
) {
  const told: string[] = [];
  const { check = false, today = '2026-11-22', images = true, actions = true } = more;
  const result = await pin({
    prepare: {
      workingFolder: folder,
      documents: { folder },
      options: {},
      families: ['kubernetes', 'pipelines'],
      type: more.type,
      ownFolder: false,
    },
    kinds: { images, actions },
    check,
    today,
    env: { GITHUB_API_URL: `http://${host}`, GITHUB_TOKEN: 'ghp_secret', DOCKER_CONFIG: folder },
    tell: line => told.push(line.replaceAll(host, 'HOST')),
  });
  return { ...result, told };
}

const pinsPath = () => join(folder, 'devops-flow.pins.json');
const pinsText = () => readFileSync(pinsPath(), 'utf8');

const checkout = ({ fields }: Awaited<ReturnType<typeof run>>) =>
  fields.actions.find(({ name }) => name === 'actions/checkout');

const ids = ({ problems }: Awaited<ReturnType<typeof run>>) =>
  problems.map(({ id }) => id).filter(id => id.startsWith('pin-'));

describe('what is published is kept in one file', () => {
  it('names each host before it asks, and keeps what could be had', async () => {
    const result = await run();
    expect(result.told[0]).toBe(
      'asks HOST (without TLS, it is this machine) for the digest of HOST/team/web:1.0.0',
    );
    expect(result.told.at(-1)).toMatch(
      /^asks HOST with GITHUB_TOKEN for the newest release of .*actions\/checkout/,
    );
    expect(result.told.join('\n')).not.toContain('ghp_secret');
    expect(result.ok).toBe(true);
    expect(JSON.parse(pinsText())).toEqual({
      schemaVersion: 1,
      images: { [`${host}/team/web:1.0.0`]: { digest: digestOne, pinned: '2026-11-22' } },
      actions: { 'actions/checkout': { version: 'v7.1.0', commit: second, pinned: '2026-11-22' } },
    });
    // The other actions are unknown there: said once, for all of them.
    expect(ids(result)).toEqual(['pin-not-had']);
    expect(JSON.stringify(result)).not.toContain('ghp_secret');
  });

  it('a second run with nothing new changes no byte, on another day too', async () => {
    await run();
    const before = pinsText();
    const again = await run({ today: '2026-12-01' });
    expect(again.fields.written).toBe(false);
    expect(pinsText()).toBe(before);
  });

  it('only the images: no question for GitHub, and the actions stay', async () => {
    await run();
    world.seen.splice(0);
    world.digest = digestTwo;
    await run({ actions: false, today: '2026-12-01' });
    expect(world.seen).toEqual(['/v2/team/web/manifests/1.0.0']);
    expect(JSON.parse(pinsText())).toMatchObject({
      images: { [`${host}/team/web:1.0.0`]: { digest: digestTwo, pinned: '2026-12-01' } },
      actions: { 'actions/checkout': { version: 'v7.1.0', pinned: '2026-11-22' } },
    });
  });

  it('--check writes nothing, and tells whether something newer is published', async () => {
    await run();
    const before = pinsText();
    expect((await run({ check: true })).fields.stale).toBe(false);
    world.digest = digestTwo;
    const stale = await run({ check: true });
    expect(stale.fields).toMatchObject({ stale: true, written: false });
    expect(stale.fields.images).toEqual([
      { name: `${host}/team/web:1.0.0`, outcome: 'changed', digest: digestTwo, before: digestOne },
    ]);
    expect(pinsText()).toBe(before);
  });

  it('the hosts that gave nothing are those that were asked', async () => {
    await new Promise<void>(resolve => server.close(() => resolve()));
    const { problems } = await run({ images: false });
    const [nothing] = problems.filter(({ id }) => id === 'pin-nothing-had');
    expect(nothing?.message.replaceAll(host, 'HOST')).toMatch(
      /^none of the \d+ pins could be had from HOST$/,
    );
  });

  it('nothing at all could be had: no file, and it is an error', async () => {
    await new Promise<void>(resolve => server.close(() => resolve()));
    const result = await run();
    expect(result.ok).toBe(false);
    expect(ids(result)).toContain('pin-nothing-had');
    expect(() => pinsText()).toThrow('ENOENT');
  });
});

it('what no file names any more is dropped; for a product beside the own one, nothing is', async () => {
  await run();
  const before = pinsText();
  expect((await run({ type: 'gitlab-ci' })).fields.dropped).toEqual([]);
  expect(pinsText()).toBe(before);
  const document = readFileSync(join(folder, 'devops-flow.yaml'), 'utf8');
  writeFileSync(join(folder, 'devops-flow.yaml'), `${document}automation:\n  pipeline: gitlab-ci\n`);
  expect((await run()).fields.dropped).toEqual(['actions/checkout']);
});

describe('an action', () => {
  it('takes neither drafts nor previews nor another major version, and compares by number', async () => {
    world.releases = [
      { tag: 'v8.0.0', commit: moved ?? '' },
      { tag: 'v7.9.0', commit: moved ?? '' },
      { tag: 'v7.11.0', commit: moved ?? '', prerelease: true },
      { tag: 'v7.12.0', commit: moved ?? '', draft: true },
      { tag: 'v7.10.0', commit: first ?? '' },
    ];
    expect(checkout(await run())).toEqual({
      name: 'actions/checkout',
      outcome: 'new',
      version: 'v7.10.0',
      commit: first,
    });
  });

  it('that no longer knows an input which the workflow gives is not taken, and that is said', async () => {
    world.inputs = 'inputs:\n  ref: {}\n';
    const result = await run();
    expect(checkout(result)).toEqual({ name: 'actions/checkout', outcome: 'failed' });
    expect(result.problems.find(({ id }) => id === 'pin-action-inputs')?.message).toBe(
      'actions/checkout v7.1.0 is not taken: it knows no input persist-credentials',
    );
  });

  it('whose tag has become another commit is not taken, and that is said', async () => {
    await run();
    world.releases = [{ tag: 'v7.1.0', commit: moved ?? '' }];
    const result = await run();
    expect(checkout(result)).toMatchObject({ outcome: 'same', commit: second });
    expect(ids(result)).toContain('pin-tag-moved');
  });

  it('whose newest release was taken back stays where it is', async () => {
    await run();
    world.releases = [{ tag: 'v7.0.5', commit: first ?? '' }];
    expect(checkout(await run())).toMatchObject({ outcome: 'same', version: 'v7.1.0' });
  });
});

const write = () =>
  generate({
    workingFolder: folder,
    documents: { folder },
    options: {},
    families: ['kubernetes', 'pipelines'],
    ownFolder: false,
    mode: 'write',
  });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

it('generate takes the pins, and with a digest goes the reason why there was none', async () => {
  await write();
  expect(read('k8s/deployment.yaml')).toContain('CKV_K8S_43=');
  await run();
  await write();
  expect(read('k8s/deployment.yaml')).toContain(`image: "${host}/team/web:1.0.0@${digestOne}"`);
  expect(read('k8s/deployment.yaml')).not.toContain('CKV_K8S_43');
  expect(read('.github/workflows/delivery.yml')).toContain(`uses: actions/checkout@${second} # v7.1.0`);
});

it('a pin of another major version is not taken, and generate says so where it stands', async () => {
  await run();
  writeFileSync(pinsPath(), pinsText().replace('"v7.1.0"', '"v6.1.0"'));
  const { problems } = await write();
  const [found] = problems.filter(({ id }) => id === 'pin-major-differs');
  expect(found?.message).toMatch(/^the pin of actions\/checkout is v6\.1\.0, the workflow uses v7\./);
  expect(found?.at).toMatchObject({ line: 10, column: 5 });
  expect(read('.github/workflows/delivery.yml')).not.toContain(`actions/checkout@${second}`);
});
