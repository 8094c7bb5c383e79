/** Texts of documents that would be more than texts in the language of a test, if they could. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type GeneratedTests, run } from './run.ts';
import type { Runner } from './runners.ts';

const canary = 'canary-was-here';
const breakIn = `touch ${canary}`;

/** What breaks out of quotes, comments and templates, each in the languages that know it. */
const signs = [
  `'; ${breakIn}; '`,
  `"; ${breakIn}; "`,
  `$(${breakIn})`,
  `\`${breakIn}\``,
  `#{system("${breakIn}")}`,
  '{{baseUrl}}',
  '{{ $randomInt }}',
  '${process.exit(0)}',
  '%d %s {0} {} {x}',
  '?> <?php',
  '*/ -->',
  'a\\u0022b\\',
  'line\nbreak\r\ttab',
  'é 日本 \u202E\u2028 😀',
  'r#""# `',
];

const body = JSON.stringify({ text: signs.join(' '), '{{key}}': { '{{': [[], { '"': "'" }] } });
const paths = ['/a b', '/quote\'"`', '/{{baseUrl}}', '/$(id)#x?y=1', '/é\n', '/%zz%20'];

/** devops-flow.yaml of a service that is all of this. */
export function hostileProject(language: string): string {
  return stringify({
    name: 'shop',
    summary: signs.join(' '),
    language,
    port: 8080,
    health: { live: '/live' },
    endpoints: {
      'POST /things': {
        auth: 'None',
        examples: { [signs.join(' ').slice(0, 200)]: { request: body, status: 201 } },
      },
      ...Object.fromEntries(paths.map((path, i) => [`read ${i} ${signs[i] ?? ''}`, { method: 'GET', path }])),
    },
  });
}

/** Percent-encoded as a URL needs it, from what the document says. */
const arriving = ['/a%20b', "/quote'%22%60", '/%7B0%7D', '/$(id)%23x%3Fy=1', '/%C3%A9%0A', '/%25zz%20'];

interface Arrived {
  readonly path: string;
  readonly body: string;
}

/** Runs the tests against a server that answers everything. @returns what did not arrive as it was written */
export async function lostOnTheWay(
  runner: Runner,
  program: string,
  given: GeneratedTests,
): Promise<readonly string[]> {
  const { server, url, arrived } = await listening();
  const { code, said, work } = await run(runner, program, given, url);
  await new Promise(resolve => server.close(resolve));
  const broken = [work, given.tests, given.folder].filter(place => existsSync(join(place, canary)));
  const faults = [
    ...(code === 0 ? [] : [`it ended with ${code}`]),
    ...arriving
      .filter(path => !arrived.some(one => one.path === path))
      .map(path => `nobody asked for ${path}`),
    ...(arrived.some(one => isSame(one.body)) ? [] : ['the body did not arrive']),
    ...broken.map(place => `a text was run as a command in ${place}`),
  ];
  return faults.length === 0 ? [] : [...faults, JSON.stringify(arrived, null, 1), said];
}

/** A server that answers everything, and notes what it was asked. */
async function listening() {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then(text => {
      arrived.push({ path: request.url ?? '', body: text });
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end('{"id":"1"}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived };
}

/** The same JSON; a brace may be written by its number. */
function isSame(text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === body;
  } catch {
    return false;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
