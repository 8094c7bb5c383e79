import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { Unanswered } from './ask.ts';
import { digestOf } from './registry.ts';

/** Registries as nobody wishes them. A real one stands in test/docker. */

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const digest = `sha256:${'a'.repeat(64)}`;
const index = 'application/vnd.oci.image.index.v1+json';
const basic = Buffer.from('ada:secret').toString('base64');

const asked = async (host: string, credentials: { basic?: string } = {}) => {
  const tell = () => undefined;
  try {
    return await digestOf({ host, repository: 'team/app', tag: '1.0' }, { credentials, tell });
  } catch (error) {
    if (error instanceof Unanswered) return error.message.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
    throw error;
  }
};

describe('an answer that is no digest of an image is refused by name', () => {
  it.each<[answer: string, headers: Record<string, string>, reason: string]>([
    [
      'a digest of another form',
      { 'docker-content-digest': 'sha256:12', 'content-type': index },
      'the digest that it names is not sha256: and 64 hexadecimal digits',
    ],
    [
      'a digest with a command in it',
      { 'docker-content-digest': `${digest}$(id)`, 'content-type': index },
      'the digest that it names is not sha256: and 64 hexadecimal digits',
    ],
    [
      'another media type',
      { 'docker-content-digest': digest, 'content-type': 'text/html; charset=utf-8' },
      'it names text/html, which is no image',
    ],
    ['no media type', { 'docker-content-digest': digest }, 'it names no type, which is no image'],
  ])('%s', async (_, headers, reason) => {
    const host = await serve((_request, response) => response.writeHead(200, headers).end());
    expect(await asked(host)).toBe(reason);
  });

  it.each([
    [404, 'it has no such tag'],
    [429, 'it has been asked too often; it answers again later'],
    [500, 'it answers with status 500'],
    [401, 'it asks for what devops-flow cannot give'],
  ])('status %d', async (status, reason) => {
    const host = await serve((_request, response) => response.writeHead(status).end());
    expect(await asked(host)).toBe(reason);
  });

  it.each([
    ['file:///etc/passwd', 'it redirects to file://, which is not followed'],
    ['https://elsewhere.example/v2/', 'it redirects to https://elsewhere.example, which is not followed'],
    ['/v2/other', 'it redirects to http://HOST, which is not followed'],
  ])('a redirect to %s', async (location, reason) => {
    const host = await serve((_request, response) => response.writeHead(307, { location }).end());
    expect(await asked(host)).toBe(reason);
  });

  it('a body without an end is cut off at 4 MiB', async () => {
    const part = Buffer.alloc(1024 * 1024);
    const host = await serve((request, response) => {
      response.writeHead(200, { 'content-type': index });
      if (request.method === 'HEAD') return response.end();
      const more = () => {
        while (!response.destroyed && response.write(part));
        response.once('drain', more);
      };
      return more();
    });
    expect(await asked(host)).toBe('its answer has more than 4194304 bytes');
  });

  it('headers without an end', async () => {
    const host = await serve((_request, response) => {
      response.writeHead(200, { 'x-more': 'a'.repeat(100_000) }).end();
    });
    expect(await asked(host)).toBe('its headers are too long');
  });

  it('an answer that does not come, or not to its end, within 15 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      let isAsked: () => void = () => undefined;
      const arrived = new Promise<void>(resolve => {
        isAsked = resolve;
      });
      const host = await serve(() => isAsked());
      const answer = asked(host);
      await arrived;
      vi.advanceTimersByTime(14_999);
      expect(await Promise.race([answer, Promise.resolve('still waiting')])).toBe('still waiting');
      vi.advanceTimersByTime(1);
      expect(await answer).toBe('it did not answer within 15 s');
    } finally {
      vi.useRealTimers();
    }
  });

  it('a connection that breaks', async () => {
    const host = await serve(request => request.socket.destroy());
    expect(await asked(host)).toBe('it broke the connection off');
  });
});

test('without the header, the digest is that of the bytes', async () => {
  const host = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': index }).end('{"manifests":[]}');
  });
  const expected = `sha256:${createHash('sha256').update('{"manifests":[]}').digest('hex')}`;
  expect(await asked(host)).toBe(expected);
});

describe('a password', () => {
  /** Notes what Authorization each request came with. */
  async function registry(challenge: (realm: string) => string, realm?: Handler) {
    const seen: string[] = [];
    const tokens = await serve((request, response) => {
      seen.push(`token ${request.url} ${request.headers.authorization ?? 'nothing'}`);
      if (realm) realm(request, response);
      else response.end(JSON.stringify({ token: 'short-lived' }));
    });
    const host = await serve((request, response) => {
      if (request.url?.startsWith('/token')) {
        seen.push(`token ${request.url} ${request.headers.authorization ?? 'nothing'}`);
        response.end(JSON.stringify({ access_token: 'short-lived' }));
        return;
      }
      seen.push(`${request.method} ${request.headers.authorization ?? 'nothing'}`);
      const isIn = request.headers.authorization !== undefined;
      const headers = isIn
        ? { 'docker-content-digest': digest, 'content-type': index }
        : { 'www-authenticate': challenge(`http://${tokens}/token`) };
      response.writeHead(isIn ? 200 : 401, headers).end();
    });
    return { host, seen };
  }

  it('goes to the registry that it is for, which asks for it itself', async () => {
    const { host, seen } = await registry(() => 'Basic realm="here"');
    expect(await asked(host, { basic })).toBe(digest);
    expect(seen).toEqual(['HEAD nothing', `HEAD Basic ${basic}`]);
  });

  it('goes to the tokens of the same host, and the token to the registry', async () => {
    let own = '';
    const { host, seen } = await registry(() => `Bearer realm="http://${own}/token?a=b",service="s"`);
    own = host;
    expect(await asked(host, { basic })).toBe(digest);
    expect(seen).toEqual([
      'HEAD nothing',
      `token /token?service=s&scope=repository%3Ateam%2Fapp%3Apull Basic ${basic}`,
      'HEAD Bearer short-lived',
    ]);
  });

  it('does not go to another host that the registry names for tokens', async () => {
    const { host, seen } = await registry(realm => `Bearer realm="${realm}",service="s"`);
    expect(await asked(host, { basic })).toBe(digest);
    expect(seen[1]).toBe('token /token?service=s&scope=repository%3Ateam%2Fapp%3Apull nothing');
  });

  it.each([
    ['file:///etc/passwd', 'it sends us to file:// for a token, which is not asked'],
    ['http://elsewhere.example/', 'it sends us to http://elsewhere.example for a token, which is not asked'],
    ['no address', 'it asks for what devops-flow cannot give'],
  ])('no token is asked of %s', async (realm, reason) => {
    const { host } = await registry(() => `Bearer realm="${realm}"`);
    expect(await asked(host, { basic })).toBe(reason);
  });

  it.each([
    ['no JSON', 'its answer is no JSON object'],
    ['{"token":"a\\r\\nx-evil: 1"}', 'HOST gives no token'],
    [`{"token":"${'a'.repeat(70_000)}"}`, 'its answer has more than 65536 bytes'],
  ])('a token that is none is refused: %.20s', async (body, reason) => {
    const { host } = await registry(
      realm => `Bearer realm="${realm}"`,
      (_request, response) => response.end(body),
    );
    expect(await asked(host)).toBe(reason);
  });
});
