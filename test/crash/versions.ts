/** How a version of the service of these tests behaves. */
export type Behaviour =
  | 'good'
  | 'never-ready'
  | 'exits'
  | 'answers-500'
  | 'answers-500-with-flag'
  /** Ready after a second and a half. */
  | 'starts-slowly'
  /** Ready and not ready in turns, five times a second, while the file `flapsWhile` is there. */
  | 'flaps';

export interface Version {
  /** What it answers with, and what the deploy calls it. */
  readonly name: string;
  readonly behaviour: Behaviour;
  /** The feature flag that it knows. */
  readonly flag: string;
}

/** Ends well: answers what it has in hand first. An answer takes 15 ms, so that there is always something in hand. */
export function scriptOf({ name, behaviour, flag }: Version, flapsWhile: string): string {
  const status = {
    good: '200',
    'never-ready': "request.url === '/ready' ? 503 : 200",
    exits: '200',
    'starts-slowly': "request.url === '/ready' && process.uptime() < 1.5 ? 503 : 200",
    flaps: `request.url === '/ready' && require('node:fs').existsSync(${JSON.stringify(flapsWhile)}) && Date.now() % 200 < 100 ? 503 : 200`,
    'answers-500': "request.url === '/' ? 500 : 200",
    'answers-500-with-flag': `(request.headers['x-feature-flags'] ?? '').split(/, ?/).includes(${JSON.stringify(flag)}) ? 500 : 200`,
  }[behaviour];
  return `
  const http = require('node:http');
  ${behaviour === 'exits' ? 'process.exit(3);' : ''}
  const server = http.createServer((request, response) => {
    const status = ${status};
    request.resume().on('end', () => setTimeout(() => response.writeHead(status).end(${JSON.stringify(name)}), request.url === '/' ? 15 : 0));
  });
  server.listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;
}
