import type { Language } from '../../../model/service.ts';
import { plain, type Text, text } from '../../../model/traced.ts';
import { isBuilt, type ServiceView } from '../../../model/views.ts';
import { constant, type Declaration, words } from '../shared/declarations.ts';
import { shellWord } from '../shared/shell.ts';
import { hasSources, onTarget, type Script, sources } from './facts.ts';

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
  facts: service => [...localFacts(service), ...sources(service)],
  commands: service => [
    ...onTarget(service, {
      process: local(service),
      docker: inImage,
      ecs: inImage,
      kubernetes: inCluster(service),
    }),
    'log "installed"',
  ],
};

/** What runs from an image alone. */
const inImage = ['log "the image holds all that is installed"'];

/** Everything that the pods will need; what runs them belongs to deploy.sh. */
const inCluster = (service: ServiceView): readonly string[] => [
  'render',
  'if ! would "apply the settings, rules and volumes of $SERVICE to $NAMESPACE"; then',
  '  lay_ground',
  '  apply_those "^(configmap|externalsecret|persistentvolumeclaim|networkpolicy|resourcequota|limitrange)-|^serviceaccount-$SERVICE\\$" "^$" || fail "the cluster refused what the pods need"',
  ...(hasSources(service) ? ['  apply_sources'] : []),
  'fi',
];

function localFacts(service: ServiceView): readonly Declaration[] {
  if (!isBuilt(service)) return [];
  const { source, language, commands } = service;
  const usual = language ? packages[language.value] : undefined;
  return [
    constant('SOURCE', source),
    ...(usual && !commands.install ? [constant('LOCK_FILE', usual[0]), words('INSTALL', usual[1])] : []),
    ...(commands.install ? [typed('INSTALL', commands.install)] : []),
    ...(commands.build ? [typed('BUILD', commands.build)] : []),
  ];
}

/** What a developer types, read by a shell as it is by theirs. */
function typed(name: string, command: Text): Declaration {
  const line = text`readonly ${name}=(bash -eo pipefail -c ${shellWord(command)})`;
  const expanded = '# shellcheck disable=SC2016 # expanded by the bash that runs it';
  return { name, lines: expands(plain(command)) ? [expanded, line] : [line] };
}

/** Where shellcheck asks whether single quotes are meant; a quote within the command ends its text. */
const expands = (command: string) => command.split("'").some(part => /\$[\w({]|`[^`]+`/.test(part));

function local(service: ServiceView): readonly string[] {
  if (!isBuilt(service)) return ['log "others build the image: nothing to install"'];
  const { language, commands } = service;
  const usual =
    '  if [[ -f $LOCK_FILE ]]; then retry "${INSTALL[@]}"; else log "no $LOCK_FILE: no packages to install"; fi';
  const packagesLine = commands.install ? '  retry "${INSTALL[@]}"' : language ? usual : undefined;
  return [
    'if ! would "install packages in $PROJECT/$SOURCE"; then',
    '  cd -- "$PROJECT/$SOURCE" || fail "$PROJECT has no folder $SOURCE"',
    ...(packagesLine ? [packagesLine] : []),
    ...(commands.build ? ['  run "${BUILD[@]}"'] : []),
    'fi',
  ];
}
