import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { hostOf, remoteOf } from './git-remote.ts';

const remote = (text: string) => remoteOf({ text, from: { file: '.git/config' } });
const origin = (url: string) => remote(`[remote "origin"]\n\turl = ${url}\n`)?.value;

it('the remote is origin, at its line; of several urls git fetches from the first', () => {
  const text =
    '[core]\n\tbare = false\n[remote "fork"]\n\turl = https://b.example/x\n[remote "origin"] # ours\n\tURL = https://a.example/x.git ; kept here\n\turl = https://c.example/x\n\tpushurl = https://d.example/x\n';
  expect(remote(text)).toEqual({
    value: 'https://a.example/x.git',
    found: { file: '.git/config', line: 6 },
  });
});

test.each<[string, string, string | undefined]>([
  [
    'the only one, whatever its name',
    '[remote "up\\"stream"]\nurl = https://a.example/x\n',
    'https://a.example/x',
  ],
  ['in one line, in the old form', '[Remote.Origin] url = "https://a.example/x"\n', 'https://a.example/x'],
  [
    'none of several without origin',
    '[remote "a"]\nurl=https://a.example/x\n[remote "b"]\nurl=https://b.example/x\n',
    undefined,
  ],
  [
    'none without a remote',
    '[core]\n\tbare = false\n[url "https://evil.example/"]\n\tinsteadOf = gh:\n',
    undefined,
  ],
  ['none in a value that goes on', '[remote "origin"]\nurl = https://a.example/\\\nx\n', undefined],
  [
    'none in a file that is included',
    '[include]\n\tpath = ../.git/config\n\tpath = /etc/gitconfig\n',
    undefined,
  ],
])('%s', (_, text, expected) => {
  expect(remote(text)?.value).toBe(expected);
});

test.each([
  ['git@git.example.com:shop/orders.git', 'git@git.example.com:shop/orders.git'],
  ['ssh://git:secret@git.example.com:2222/shop/orders.git', 'ssh://git@git.example.com:2222/shop/orders.git'],
  ['https://me:s3cret@git.example.com/shop/orders.git', 'https://git.example.com/shop/orders.git'],
  ['HTTPS://me:p@ss@git.example.com/orders', 'https://git.example.com/orders'],
  ['https://shop@dev.azure.com/shop/orders/_git/orders', 'https://dev.azure.com/shop/orders/_git/orders'],
  ['/srv/git/orders.git', '/srv/git/orders.git'],
])('%s is fetched from %s', (url, address) => {
  expect(origin(url)).toBe(address);
});

test.each([
  ['ssh://git@git.example.com:2222/x', 'git.example.com'],
  ['https://GitHub.com/x', 'github.com'],
  ['acme@github.com:x/y.git', 'github.com'],
  ['file:///srv/x', ''],
  ['../x.git', ''],
  ['/srv/github.com/x', ''],
])('the host of %s is "%s"', (address, host) => {
  expect(hostOf(address)).toBe(host);
});

it('reads any text in a moment, however large', () => {
  const piece = fc.constantFrom(
    '[remote "origin"]',
    '[',
    '"',
    '\\',
    'url = ',
    'https://',
    'a:b@',
    '\n',
    ' ',
    '\uFFFD',
  );
  fc.assert(
    fc.property(fc.array(piece), pieces => void remote(pieces.join(''))),
    { numRuns: 2000 },
  );
  const large = ['[remote "', '\turl = ', 'url = "', '[a '].map(text => text + text.repeat(60_000));
  const started = performance.now();
  for (const text of [...large, 'url = x\n'.repeat(30_000)]) expect(remote(text)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2000);
});
