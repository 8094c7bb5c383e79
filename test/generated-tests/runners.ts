import { join } from 'node:path';

/** One file of tests, run by the program that its users run it by. */
export interface Runner {
  readonly name: string;
  /** The language of the service whose tests they are. */
  readonly language: string;
  /** A tool of the catalogue, or a program that has to be here. */
  readonly tool?: string;
  readonly program?: string;
  /** `program` is the path of the tool or of the program; `tests` the folder, `work` one to build in. */
  readonly argv: (run: { program: string; tests: string; work: string; url: string }) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How it says that orders of guests fail. */
  readonly blames: RegExp;
  /** It skips when nobody says where the service answers. */
  readonly skips?: RegExp;
  /** It asks some of the endpoints only. */
  readonly partial?: true;
}

type Argv = Runner['argv'];

/** Node runs a file of the folder of tests. */
const byNode =
  (...file: readonly string[]): Argv =>
  ({ tests }) => [process.execPath, '--test', '--test-reporter=tap', join(tests, ...file)];

/** Bash builds and runs end-to-end tests: `$0` is the program, `$1` the folder to build in, `$2` the file. */
const byBash =
  (script: string, file: string): Argv =>
  ({ program, tests, work }) => ['bash', '-c', script, program, work, join(tests, 'e2e', file)];

const phases = [
  { name: 'sustained', duration: 2, arrivalCount: 10 },
  { name: 'burst', duration: 2, arrivalCount: 20 },
];

/** Maven fetches the launcher of JUnit, which needs nothing else. */
const junit = `set -e
jar=$1/junit-platform-console-standalone-1.11.4.jar
artifact=org.junit.platform:junit-platform-console-standalone:1.11.4
[[ -e $jar ]] || "$0" --quiet --batch-mode dependency:copy -Dartifact="$artifact" -DoutputDirectory="$1"
javac -cp "$jar" -d "$1/build" "$2"
java -jar "$jar" execute --disable-banner --disable-ansi-colors --class-path "$1/build" --select-class E2eTest`;

export const runners: readonly Runner[] = [
  {
    name: 'smoke tests, bash and curl',
    language: 'node',
    program: 'curl',
    argv: ({ tests, url }) => ['bash', join(tests, 'smoke.sh'), '--url', url],
    blames: /^FAIL {2}.*: an order of a guest$/m,
  },
  {
    name: 'end to end, node --test',
    language: 'node',
    argv: byNode('e2e', 'e2e.test.mjs'),
    blames: /^not ok .*: an order of a guest$/m,
    skips: /^# skipped 6$/m,
  },
  {
    name: 'contract, node --test',
    language: 'node',
    argv: byNode('contract', 'contract.test.mjs'),
    blames: /^not ok .*: an order of a guest$/m,
    skips: /^# skipped 5$/m,
    partial: true,
  },
  {
    name: 'Postman collection, newman',
    language: 'node',
    tool: 'newman',
    argv: ({ program, tests, url }) => [
      program,
      'run',
      join(tests, 'postman', 'collection.json'),
      '--environment',
      join(tests, 'postman', 'staging.environment.json'),
      '--env-var',
      `baseUrl=${url}`,
    ],
    blames: /expected 500 to be within 201\.\.201[^]*an order of a guest/,
  },
  {
    name: 'load, k6',
    language: 'node',
    tool: 'k6',
    argv: ({ program, tests }) => [program, 'run', '--quiet', join(tests, 'load', 'k6.js')],
    env: { HOLD_SECONDS: '2', K6_NO_USAGE_REPORT: 'true' },
    blames: /✗ 'rate<=0\.01' rate=33\.33%/,
    partial: true,
  },
  {
    name: 'load, Artillery',
    language: 'node',
    tool: 'artillery',
    argv: ({ program, tests }) => [
      program,
      'run',
      '--overrides',
      JSON.stringify({ config: { phases } }),
      join(tests, 'load', 'artillery.yaml'),
    ],
    env: { ARTILLERY_DISABLE_TELEMETRY: 'true' },
    blames: /fail: maxErrorRate < 1/,
    partial: true,
  },
  {
    name: 'end to end, pytest',
    language: 'python',
    tool: 'pytest',
    argv: ({ program, tests }) => [program, '-p', 'no:cacheprovider', join(tests, 'e2e', 'test_e2e.py')],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    blames: /^FAILED .*an_order_of_a_guest/m,
    skips: /6 skipped/,
  },
  {
    name: 'end to end, go test',
    language: 'go',
    program: 'go',
    argv: ({ program, tests }) => [program, 'test', '-v', '-count=1', join(tests, 'e2e', 'e2e_test.go')],
    blames: /^--- FAIL: \w+AnOrderOfAGuest /m,
    skips: /^--- SKIP: \w+AnOrderOfAGuest /m,
  },
  {
    name: 'end to end, Rust',
    language: 'rust',
    program: 'rustc',
    argv: byBash('"$0" --edition 2021 --test -o "$1/e2e" "$2" && "$1/e2e"', 'e2e.rs'),
    blames: /^test \w+an_order_of_a_guest \.\.\. FAILED$/m,
    skips: /6 passed/,
  },
  {
    name: 'end to end, JUnit',
    language: 'java',
    program: 'mvn',
    argv: byBash(junit, 'E2eTest.java'),
    blames: /^ {2}JUnit Jupiter:E2eTest:.*: an order of a guest$/m,
    skips: /6 tests skipped/,
  },
  {
    name: 'end to end, minitest',
    language: 'ruby',
    program: 'ruby',
    argv: ({ program, tests }) => [program, join(tests, 'e2e', 'e2e_test.rb')],
    blames: /E2eTest#test_\w+an_order_of_a_guest[^]*answered 500/,
    skips: /6 skips/,
  },
  {
    name: 'end to end, PHPUnit',
    language: 'php',
    program: 'phpunit',
    argv: ({ program, tests }) => [program, '--no-configuration', join(tests, 'e2e', 'E2eTest.php')],
    blames: /E2eTest::test\w+AnOrderOfAGuest\s[^]*answered 500/,
    skips: /Skipped: 6/,
  },
];
