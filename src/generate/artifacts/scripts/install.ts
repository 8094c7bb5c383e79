import type { Language } from '../../../model/service.ts';
import { constant, type Script } from './facts.ts';

/** What brings in the packages that a lock file names; nothing where there is none. */
const packages: Record<Language, readonly [lock: string, command: string]> = {
  node: ['package-lock.json', 'npm ci'],
  python: ['requirements.txt', 'python3 -m pip install --no-cache-dir -r requirements.txt'],
  go: ['go.sum', 'go mod download'],
  java: ['pom.xml', 'mvn -B -ntp dependency:go-offline'],
  ruby: ['Gemfile.lock', 'bundle install'],
  php: ['composer.lock', 'composer install --no-interaction'],
  dotnet: ['packages.lock.json', 'dotnet restore --locked-mode'],
  rust: ['Cargo.lock', 'cargo fetch --locked'],
  static: ['package-lock.json', 'npm ci'],
};

export const install: Script = {
  name: 'install',
  purpose: 'installs packages from the lock file, or the configuration of the environment',
  options: [],
  cases: [],
  exclusive: true,
  facts: ({ source, language }) => [
    constant('SOURCE', source),
    constant('LOCK_FILE', packages[language?.value ?? 'static'][0]),
    `readonly INSTALL=(${packages[language?.value ?? 'static'][1]})`,
  ],
  body: [
    'if is_local; then',
    '  cd -- "$PROJECT/$SOURCE" || fail "$PROJECT has no folder $SOURCE"',
    '  if [[ -f $LOCK_FILE ]]; then run "${INSTALL[@]}"; else log "no $LOCK_FILE: no packages to install"; fi',
    'else',
    '  # Everything that the pods will need; the Deployment itself belongs to deploy.sh.',
    '  for file in namespace serviceaccount configmap externalsecret pvc networkpolicy; do',
    '    if [[ -f $MANIFESTS/$file.yaml ]]; then apply "$MANIFESTS/$file.yaml"; fi',
    '  done',
    'fi',
    'log "installed"',
    'finish',
  ],
};
