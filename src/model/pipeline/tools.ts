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
  /** Known vulnerabilities in dependencies. */
  readonly audit?: readonly string[];
}

export const tools: Record<Language, Tools> = {
  node: {
    install: ['if [ -f package-lock.json ]; then npm ci; fi'],
    lint: ['npm run lint --if-present'],
    types: ['npm run typecheck --if-present'],
    test: ['npm test --if-present'],
    audit: ['if [ -f package-lock.json ]; then npm audit --omit=dev --audit-level=high; fi'],
  },
  python: {
    own: ['python -m pip install ruff==0.17.6 mypy==2.4.1 pytest==9.2.0 pytest-cov==7.1.0 pip-audit==2.10.1'],
    install: ['if [ -f requirements.txt ]; then python -m pip install -r requirements.txt; fi'],
    lint: ['ruff check .', 'ruff format --check .'],
    types: ['mypy .'],
    test: ['python -m pytest --cov --cov-report=term-missing'],
    audit: ['if [ -f requirements.txt ]; then pip-audit -r requirements.txt; fi'],
  },
  go: {
    install: ['go mod download'],
    lint: ['test -z "$(gofmt -l .)"', 'go vet ./...'],
    types: ['go build ./...'],
    test: ['go test -race -coverprofile=coverage.out ./...'],
    audit: ['go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...'],
  },
  java: {
    install: ['if [ -f gradlew ]; then ./gradlew --no-daemon classes; else mvn -B -ntp compile; fi'],
    test: ['if [ -f gradlew ]; then ./gradlew --no-daemon check; else mvn -B -ntp verify; fi'],
  },
  ruby: {
    install: ['if [ -f Gemfile.lock ]; then bundle config set --local deployment true; bundle install; fi'],
    lint: ['bundle exec rubocop'],
    test: ['bundle exec rake test'],
    audit: ['bundle exec bundler-audit check --update'],
  },
  php: {
    install: ['composer install --no-interaction --no-progress'],
    lint: ['composer validate --strict'],
    types: ['vendor/bin/phpstan analyse'],
    test: ['vendor/bin/phpunit'],
    audit: ['composer audit --locked'],
  },
  dotnet: {
    install: ['dotnet restore'],
    lint: ['dotnet format --verify-no-changes --no-restore'],
    types: ['dotnet build --no-restore -warnaserror'],
    test: ['dotnet test --no-restore --collect "XPlat Code Coverage"'],
    audit: ['dotnet list package --vulnerable --include-transitive'],
  },
  rust: {
    own: [
      'rustup toolchain install --profile minimal --component clippy,rustfmt "$VERSION"',
      'rustup default "$VERSION"',
    ],
    install: [],
    lint: ['cargo fmt --check', 'cargo clippy --locked --all-targets -- -D warnings'],
    types: ['cargo check --locked'],
    test: ['cargo test --locked'],
  },
  static: { install: [] },
};
