import type { Language } from '../service.ts';

/** Commands of the language's own tools, as of 2026-08-21. An absent one means that the language has no such step. */
export interface Tools {
  /** Brings in what the steps below call, where that is no dependency of the service. */
  readonly own?: readonly string[];
  /** Brings in what the lock file names; the steps below run after it. */
  readonly install: readonly string[];
  readonly lint?: readonly string[];
  readonly types?: readonly string[];
  readonly test?: readonly string[];
  /** The folder with the coverage report. */
  readonly coverage?: string;
  /** Known vulnerabilities in dependencies. */
  readonly audit?: readonly string[];
  /** Dangerous code. */
  readonly analysis?: Analysis;
  readonly cache?: {
    readonly variable: string;
    readonly name: string;
    readonly key: string;
    readonly before?: string;
  };
}

/** `toolchain` is absent where the service's own does. */
export interface Analysis {
  readonly toolchain?: { readonly language: Language; readonly version: string };
  readonly commands: readonly string[];
}

const python = { language: 'python', version: '3.14' } as const;

/** The rules come from the registry of Semgrep. */
const semgrep = (rules: string): Analysis => ({
  toolchain: python,
  commands: [
    'python -m pip install semgrep==1.185.0',
    `semgrep scan --config ${rules} --error --metrics off --disable-version-check .`,
  ],
});

const ifThere = (file: string, command: string) => `if [ -f ${file} ]; then ${command}; fi`;

export const tools: Record<Language, Tools> = {
  node: {
    install: [ifThere('package-lock.json', 'npm ci')],
    lint: ['npm run lint --if-present'],
    types: ['npm run typecheck --if-present'],
    test: ['npx --yes c8@12.0.0 --reporter text --reporter lcov npm test --if-present'],
    coverage: 'coverage',
    audit: [ifThere('package-lock.json', 'npm audit --omit=dev --audit-level=high')],
    analysis: { toolchain: python, commands: ['python -m pip install njsscan==1.0.2', 'njsscan .'] },
    cache: { name: 'npm', variable: 'npm_config_cache', key: 'package-lock.json' },
  },
  python: {
    own: ['python -m pip install ruff==0.17.6 mypy==2.4.1 pytest==9.2.0 pytest-cov==7.1.0 pip-audit==2.10.1'],
    install: [ifThere('requirements.txt', 'python -m pip install -r requirements.txt')],
    lint: ['ruff check .', 'ruff format --check .'],
    types: ['mypy .'],
    test: ['python -m pytest --cov --cov-report=term-missing --cov-report=xml:coverage/coverage.xml'],
    coverage: 'coverage',
    audit: [ifThere('requirements.txt', 'pip-audit -r requirements.txt')],
    analysis: {
      commands: [
        'python -m pip install bandit==1.9.4',
        'bandit --recursive --severity-level medium --exclude ./.cache,./tests,./test .',
      ],
    },
    cache: { name: 'pip', variable: 'PIP_CACHE_DIR', key: 'requirements.txt' },
  },
  go: {
    install: ['go mod download'],
    lint: ['test -z "$(find . -name .cache -prune -o -name \'*.go\' -exec gofmt -l {} +)"', 'go vet ./...'],
    types: ['go build ./...'],
    test: ['mkdir -p coverage', 'go test -race -coverprofile=coverage/coverage.out ./...'],
    coverage: 'coverage',
    audit: ['go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...'],
    analysis: {
      commands: [
        'go run github.com/securego/gosec/v2/cmd/gosec@v2.30.0 -exclude-dir .cache -severity medium ./...',
      ],
    },
    cache: { name: 'go', variable: 'GOMODCACHE', key: 'go.sum' },
  },
  java: {
    install: ['if [ -f gradlew ]; then ./gradlew --no-daemon classes; else mvn -B -ntp compile; fi'],
    test: ['if [ -f gradlew ]; then ./gradlew --no-daemon check; else mvn -B -ntp verify; fi'],
    coverage: 'target/site',
    analysis: semgrep('p/java'),
    cache: { name: 'maven', variable: 'MAVEN_ARGS', before: '-Dmaven.repo.local=', key: 'pom.xml' },
  },
  ruby: {
    install: [ifThere('Gemfile.lock', 'bundle config set --local deployment true; bundle install')],
    lint: ['bundle exec rubocop'],
    test: ['bundle exec rake test'],
    coverage: 'coverage',
    audit: ['bundle exec bundler-audit check --update'],
    analysis: semgrep('p/ruby'),
    cache: { name: 'bundle', variable: 'BUNDLE_PATH', key: 'Gemfile.lock' },
  },
  php: {
    install: ['composer install --no-interaction --no-progress'],
    lint: ['composer validate --strict'],
    types: ['vendor/bin/phpstan analyse'],
    test: [
      "if php -r \"exit(extension_loaded('pcov') || extension_loaded('xdebug') ? 0 : 1);\"; then vendor/bin/phpunit --coverage-text --coverage-clover coverage/clover.xml; else vendor/bin/phpunit; fi",
    ],
    coverage: 'coverage',
    audit: ['composer audit --locked'],
    analysis: semgrep('p/php'),
    cache: { name: 'composer', variable: 'COMPOSER_CACHE_DIR', key: 'composer.lock' },
  },
  dotnet: {
    install: ['dotnet restore'],
    lint: ['dotnet format --verify-no-changes --no-restore'],
    types: ['dotnet build --no-restore -warnaserror'],
    test: ['dotnet test --no-restore --collect "XPlat Code Coverage" --results-directory coverage'],
    coverage: 'coverage',
    audit: [
      'dotnet list package --vulnerable --include-transitive | tee vulnerable.txt',
      '! grep -q "has the following vulnerable packages" vulnerable.txt',
    ],
    analysis: semgrep('p/csharp'),
    cache: { name: 'nuget', variable: 'NUGET_PACKAGES', key: 'packages.lock.json' },
  },
  rust: {
    own: [
      'rustup toolchain install --profile minimal --component clippy,rustfmt,llvm-tools "$VERSION"',
      'rustup default "$VERSION"',
    ],
    install: [],
    lint: ['cargo fmt --check', 'cargo clippy --locked --all-targets -- -D warnings'],
    types: ['cargo check --locked'],
    test: [
      'cargo install cargo-llvm-cov --version 0.6.16 --locked',
      'mkdir -p coverage',
      'cargo llvm-cov --locked --lcov --output-path coverage/lcov.info',
    ],
    coverage: 'coverage',
    analysis: semgrep('p/rust'),
    cache: { name: 'cargo', variable: 'CARGO_HOME', key: 'Cargo.lock' },
  },
  static: { install: [], analysis: semgrep('p/javascript') },
};
