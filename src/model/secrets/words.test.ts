import { expect, test } from 'vitest';
import { secretsInWords, withReferences } from '../secrets.ts';

test.each([
  [['node', 'server.js', '--port', '8080']],
  [['serve', '--key', '/etc/tls/tls.key', '--cert', 'tls.crt']],
  [['serve', '--password-file', '/run/secrets/x', '--token-ttl=30']],
  [['serve', '--token', '${TOKEN}', '--keyspace', 'orders']],
  [['docker', 'run', '--user', '1000:1000', 'x']],
  [['/bin/sh', '-c', 'curl -fsS -u "me:$PASSWORD" http://localhost:8080/health || exit 1']],
  [['mysqladmin', 'ping', '-h', 'localhost', '-p$MYSQL_ROOT_PASSWORD']],
  [['pg_isready', '-U', 'postgres', '-p', '5432']],
  [['test', '-f', '/tmp/key']],
  [['docker', 'run', '-u', 'app:app', 'x']],
  [['chown', '-R', 'app:app', '/app']],
])('no secret is in the command %j', words => {
  expect(secretsInWords(words)).toEqual([]);
});

test.each([
  ['run --key abc123 --verbose', 'run --key ${KEY} --verbose'],
  ['run --api-key=abc123', 'run --api-key=${API_KEY}'],
  ['curl -u admin:pw http://x/', 'curl -u admin:${PASSWORD} http://x/'],
  ['sh -c "PGPASSWORD=pw12 psql"', 'sh -c "PGPASSWORD=${PGPASSWORD} psql"'],
  ['mysqladmin ping -ps3cr3t', 'mysqladmin ping -p${PASSWORD}'],
  ['redis-cli -a s3cr3t ping', 'redis-cli -a ${PASSWORD} ping'],
  ['worker postgres://me:s3cr3t@db/x', 'worker postgres://me:${PASSWORD}@db/x'],
  ['redis-server --requirepass s3cr3t', 'redis-server --requirepass ${REQUIREPASS}'],
])('a command %s becomes %s', (command, shown) => {
  const words = command.split(' ');
  const found = secretsInWords(words);
  expect(
    words
      .map((word, i) =>
        withReferences(
          word,
          found.filter(span => span.word === i),
        ),
      )
      .join(' '),
  ).toBe(shown);
});

test('a word of a command may hold more than one part', () => {
  expect(secretsInWords(['curl', '-H', 'Authorization: Bearer abc123def'])).toEqual([
    { word: 2, start: 22, end: 31, name: 'AUTHORIZATION' },
  ]);
  expect(secretsInWords(['/bin/sh', '-c', 'exec run --token abc123'])).toEqual([
    { word: 2, start: 17, end: 23, name: 'TOKEN' },
  ]);
});
