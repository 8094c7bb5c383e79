/** Texts of documents that would be more than texts in the language of a test, if they could. */
import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import type { Runner } from './runners.ts';

const canary = 'canary-was-here';
const run = `touch ${canary}`;

/** What breaks out of quotes, comments and templates, each in the languages that know it. */
const signs = [
  `'; ${run}; '`,
  `"; ${run}; "`,
  `$(${run})`,
  `\`${run}\``,
  `#{system("${run}")}`,
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

/** Runs the tests against a server that answers everything, and compares what arrives with what was written. */
export async function sentAsWritten(
  runner: Runner,
  { program, tests, folder }: { program: string; tests: string; folder: string },
): Promise<{ readonly isWell: boolean; readonly said: string }> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then(text => {
      arrived.push({ path: request.url ?? '', body: text });
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
      response.end('{"id":"1"}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = join(folder, `build-${runner.name.replaceAll(/\W+/g, '-')}`);
  mkdirSync(own);
  const argv = runner.argv({ program, tests, work: own, url });
  const { code, stdout, stderr } = await runProgram(argv, {
    cwd: own,
    env: { NO_COLOR: '1', ...runner.env, BASE_URL: url },
  });
  await new Promise(resolve => server.close(resolve));
  const missing = arriving.filter(path => !arrived.some(one => one.path === path));
  const isSent = arrived.some(one => isSame(one.body));
  const isSafe = ![own, tests, folder].some(place => existsSync(join(place, canary)));
  return {
    isWell: code === 0 && missing.length === 0 && isSent && isSafe,
    said: JSON.stringify({ code, missing, isSent, isSafe, arrived }, null, 1) + stdout + stderr,
  };
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
