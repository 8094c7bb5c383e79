import { expect, test } from 'vitest';
import { covered, secretsIn, secretsInLine, secretsInLines } from '../secrets.ts';

test.each([
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
])('no secret is in the line %s', line => {
  expect(secretsInLine(line)).toEqual([]);
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
