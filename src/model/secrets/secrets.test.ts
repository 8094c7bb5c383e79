import { describe, expect, it, test } from 'vitest';
import {
  covered,
  isSecretName,
  isSecretValue,
  mayHoldSecret,
  secretsIn,
  secretsInLine,
  secretsInLines,
  secretsInWords,
  withReferences,
} from '../secrets.ts';

describe('a value is a secret', () => {
  it.each([
    ['DB_PASSWORD', 'hunter2hunter2'],
    ['DB_PASSWORD', 'changeme'],
    ['PGPASSWORD', 'x1'],
    ['dbPassword', '12345678'],
    ['MYSQL_ROOT_PASSWORD2', 'root'],
    ['FILE_SERVER_PASSWORD', 'abc'],
    ['API_KEY', 'Xk29aa'],
    ['STRIPE_KEY', 'abcdef'],
    ['SECRET_KEY_BASE', '0f3b'],
    ['AUTH_TOKEN', 'tok-1'],
    ['GITHUB_CREDENTIALS', 'me:pw'],
    ['APP_SALT', 'na-cl'],
    ['CONN', 'Server=db;Password=csPW12;Encrypt=true'],
    ['CS', 'Host=db;Pwd=csPW12'],
    ['BLOB', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFy=='],
    ['STORE', 'postgres://me:s3cr3t@db/orders'],
    ['STORE', 'redis://:s3cr3t@cache:6379/0'],
    ['STORE', 'amqp://u:p@ss/w0rd@queue'],
    ['STORE', 'jdbc:postgresql://db/x?user=a&password=pw12'],
    ['JAVA_OPTS', '-Xmx1g -Dspring.datasource.password=pw12'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'api-key=abc123'],
    ['CREDS', 'user:pwCreds1'],
    ['GITHUB_LOGIN', 'me:pw'],
    ['PAT', 'me:ab12'],
    ['HOOK', 'curl -u admin:pw12 http://x/'],
    ['NOTE', 'LEVEL="password=pw12"'],
    ['OPTS', 'A=--password=pw12'],
    ['X', 'AKIAIOSFODNN7EXAMPLE'],
    ['X', `ghp_${'a1'.repeat(18)}`],
    ['X', 'glpat-abcdefgh1234'],
    ['X', 'xoxb-1234567890-abc'],
    ['X', 'sk_live_abcdefgh12345678'],
    ['X', 'sk-proj-abcdefgh12345678'],
    ['X', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def'],
    ['X', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\nMIIE\n-----END RSA PRIVATE KEY-----'],
    ['X', 'https://hooks.slack.com/services/T000/B000/XXXXXXXX'],
    ['X', 'Bearer abc123def456'],
  ])('%s=%s', (name, value) => {
    expect(isSecretValue(name, value)).toBe(true);
  });
});

/** Names and values that people write every day, and that are nobody's secret. */
const harmless: readonly (readonly [string, string])[] = [
  ['TOKEN_TTL_SECONDS', '30'],
  ['PASSWORD_MIN_LENGTH', '8'],
  ['PASSWORD_FILE', '/run/secrets/db-password'],
  ['DB_PASSWORD', '/run/secrets/db-password'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['AUTHORIZATION', 'Bearer ${TOKEN}'],
  ['API_KEY', '{{ vault.api_key }}'],
  ['API_KEY', '<your key>'],
  ['API_KEY', 'op://vault/item/key'],
  ['KEYBOARD', 'qwerty'],
  ['MONKEY', 'business'],
  ['TURKEY', 'ankara'],
  ['PUBLIC_KEY', 'ssh-ed25519 AAAA'],
  ['NEXT_PUBLIC_API_KEY', 'abc'],
  ['STRIPE_PUBLISHABLE_KEY', 'pk_abc'],
  ['SECRET_NAME', 'orders-db'],
  ['SECRET_STORE', 'vault'],
  ['SECRETS_MANAGER', 'aws'],
  ['SECRETS_PROVIDER', 'aws-secrets-manager'],
  ['TOKEN_URL', 'https://login.example.com/oauth/token'],
  ['TOKEN_ENDPOINT', 'https://login.example.com/token'],
  ['TOKEN_ISSUER', 'https://login.example.com'],
  ['PASSWORD_RESET_URL', 'https://example.com/reset'],
  ['PASSWORD_POLICY', 'strict'],
  ['PASSWORD_HASH_ROUNDS', '12'],
  ['REQUIRE_PASSWORD', 'yes'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['PASSWORD_LOGIN', 'true'],
  ['MAX_TOKENS', '4096'],
  ['TOKENS', '128000'],
  ['TOKEN_BUCKET_CAPACITY', '100'],
  ['ACCESS_TOKEN_LIFETIME', '15m'],
  ['PRIMARY_KEY', 'id'],
  ['PARTITION_KEY', 'customer'],
  ['ROUTING_KEY', 'orders.created'],
  ['CACHE_KEY_PREFIX', 'orders'],
  ['KEY_ID', 'a1b2'],
  ['TLS_KEY', 'tls.key'],
  ['SSH_PRIVATE_KEY', './keys/id_rsa'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/var/secrets/google.json'],
  ['CORS_CREDENTIALS', 'true'],
  ['AUTH', 'basic'],
  ['AUTH_MODE', 'oidc'],
  ['AUTH_URL', 'https://auth.example.com'],
  ['COOKIE_DOMAIN', 'example.com'],
  ['COOKIE_SAMESITE', 'lax'],
  ['COMPASS', 'north'],
  ['BYPASS', 'cdn'],
  ['PASSENGERS', 'four'],
  ['AUTHOR', 'ann'],
  ['AUTHORITY', 'https://id.example.com'],
  ['DATABASE_URL', 'postgres://db:5432/orders'],
  ['DATABASE_URL', 'postgres://${DB_USER}:${DB_PASSWORD}@db/orders'],
  ['REDIS_URL', 'redis://cache:6379'],
  ['CALLBACK', 'http://localhost:8080/user@example.com'],
  ['MAIL_FROM', 'Orders <orders@example.com>'],
  ['COMMIT', '3f8a1c6e9b2d4f7a8c5e1b3d6f9a2c4e7b8d1f3a'],
  ['IMAGE', 'registry.example.com:5000/orders@sha256:3f8a1c6e9b2d4f7a8c5e1b3d6f9a2c4e'],
  ['TRACE_ID', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ['NODE_OPTIONS', '--max-old-space-size=4096 --enable-source-maps'],
  ['JAVA_OPTS', '-Xmx1g -Dtoken.ttl=30 -Dpassword.min-length=8'],
  ['SUMMARY', 'Basic authentication with a password or a token'],
  ['RISK', 'task-sk-analysis'],
  ['LOG_LEVEL', 'debug'],
  ['AUTH', 'auth-server:8080'],
  ['LOGIN', '12:30'],
  ['LOGIN_AT', '12:30'],
  ['CREDS', '${USER}:${PW}'],
  ['CREDS', 'me:${PW}'],
  ['IMAGE_TAG', 'name:tag'],
  ['OWNER', 'app:app'],
  ['HELP', '`--password` is read from a file; pass --token to it'],
];

describe('no false alarm', () => {
  it('is tried with more than 60 values', () => expect(harmless.length).toBeGreaterThan(60));

  it.each(harmless)('%s=%s', (name, value) => {
    expect(isSecretValue(name, value)).toBe(false);
  });

  it.each([
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
  ])('%j', words => {
    expect(secretsInWords(words)).toEqual([]);
  });

  it.each([
    'password_min_length: 8',
    'token: ${TOKEN}',
    '  secretName: orders-tls',
    '  - name: DB_PASSWORD',
    '  secretKeyRef: { name: orders-secrets, key: DB_PASSWORD }',
    '  password:',
    'secrets: [db-password]',
    '# the password is in the vault',
    '| TOKEN_TTL | 30 |',
    'log_format main "$remote_addr - $request";',
    'USER app:app',
    String.raw`CMD ["sh", "-c", "exec run --password \"${'${PASSWORD}'}\""]`,
    'RUN chown -R app:app /app',
    'COPY --chown=app:app . .',
    'image: name:tag',
    'host: db:5432',
    'auth: auth-server:8080',
    'KEY: ${VAR}',
    '| token | string | yes |',
    '"token=***" is not a number',
  ])('%s', line => {
    expect(secretsInLine(line)).toEqual([]);
  });
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

test.each([
  ['  DB_PASSWORD: hunter2', '  DB_PASSWORD: ***'],
  ['  DB_PASSWORD: "hunter2"  # mine', '  DB_PASSWORD: "***"  # mine'],
  ['      - DB_PASSWORD=hunter2', '      - DB_PASSWORD=***'],
  [
    'variables: { API_KEY: abc, REGION: eu, DB_PASSWORD: "x y" }',
    'variables: { API_KEY: ***, REGION: eu, DB_PASSWORD: "***" }',
  ],
  ['ENV API_KEY abc', 'ENV API_KEY ***'],
  ['export TOKEN=abc', 'export TOKEN=***'],
  ['requirepass hunter2', 'requirepass ***'],
  ['{"password": "hunter2", "user": "me"}', '{"password": "***", "user": "me"}'],
  ['<password>hunter2</password>', '<password>***</password>'],
  ['command: run --key abc123', 'command: run --key ***'],
  ['args: ["--password", "pw12 x"]', 'args: ["--password", "***"]'],
  ['CMD ["run","--token","abc","-v"]', 'CMD ["run","--token","***","-v"]'],
  ['command: [run, --token, abc, -v]', 'command: [run, --token, ***, -v]'],
  [
    'ENV A=1 DB_PASSWORD="hunter2" DATABASE_URL=postgres://u:pw@h/db B=2',
    'ENV A=1 DB_PASSWORD="***" DATABASE_URL=postgres://u:***@h/db B=2',
  ],
  ['ENV SECRET_KEY abc def', 'ENV SECRET_KEY ***'],
  ['ENV CREDS=user:pw LEVEL=info', 'ENV CREDS=*** LEVEL=info'],
  [
    'RUN curl -u me:pw http://x && export API_TOKEN=abc',
    'RUN curl -u me:*** http://x && export API_TOKEN=***',
  ],
  ['ENV CS="Host=db;Password=pw;X=y"', 'ENV CS="Host=db;Password=***;X=y"'],
  ['ENV LEVEL="password=pw"', 'ENV LEVEL="password=***"'],
  ['curl --user=admin:pw http://x/', 'curl --user=admin:*** http://x/'],
  [
    '| Compute | Type: EFS, password: pw | Secret: x1 |',
    '| Compute | Type: EFS, password: *** | Secret: *** |',
  ],
  ['| db.password | hunter2 |', '| db.password | *** |'],
  ['"password: hunter2" is not read', '"password: ***" is not read'],
  ['**Password**: hunter2', '**Password**: ***'],
])('a line %s is shown as %s', (line, shown) => {
  expect(covered(line, secretsInLine(line)).text).toBe(shown);
});

test('a value is named by the line above', () => {
  expect(secretsInLine('    value: hunter2', '  - name: DB_PASSWORD')).toEqual([
    { start: 11, end: 18, name: 'DB_PASSWORD' },
  ]);
  expect(secretsInLine('    value: eu', '  - name: REGION')).toEqual([]);
});

test('a file is covered whole, and keys of several lines too', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIE\nabcd\n-----END PRIVATE KEY-----';
  const text = `[db]\nhost = db\npassword = hunter2\n${key}\n`;
  expect(covered(text, secretsInLines(text)).text).toBe('[db]\nhost = db\npassword = ***\n***\n');
});

test('a covered text says where an offset went', () => {
  const { text, at } = covered('a=12345678 b', [{ start: 2, end: 10 }]);
  expect([text, at(0), at(2), at(5), at(10), at(11)]).toEqual(['a=*** b', 0, 2, 2, 5, 6]);
});

test('names of variables without a value: those of addresses are kept as secrets too', () => {
  expect(['DATABASE_URL', 'SENTRY_DSN', 'STRIPE_KEY', 'LOG_LEVEL', 'BASE_URL'].map(mayHoldSecret)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(isSecretName('DATABASE_URL')).toBe(false);
});

test('long and hostile texts take linear time: ten times the text finds ten times as much', () => {
  const texts = [
    'password=',
    '://a:',
    '--key ',
    '-----BEGIN PRIVATE KEY-----',
    'eyJa',
    '${',
    '<a>',
    '{"a":"',
    'Bearer a',
  ];
  for (const text of texts) {
    const long = text.repeat(20_000);
    expect(secretsIn(long).every(({ start, end }) => start < end)).toBe(true);
    expect(secretsInLines(long).every(({ start, end }) => start < end)).toBe(true);
  }
});
