import type { Step, StepOf, Value, Variables } from '../pipeline.ts';
import { plain, type Text } from '../traced.ts';
import { toolCommands } from './fetch-tools.ts';
import { imageBuild } from './image-build.ts';
import { usualScriptsFolder } from './scripts-folder.ts';

/** What a step does, in commands of a POSIX shell that stops at the first that fails; values come as variables. */
export interface Commands {
  readonly name: string;
  readonly commands: readonly string[];
  readonly folder?: Text;
  readonly variables: Variables;
}

/** What the products have each in their own words. */
export interface Dialect {
  /** What a line begins with that is a warning to those who read the log. */
  readonly warning: string;
  /** Whether Sigstore knows the identity of the product's runs; where it does not, a key signs. */
  readonly signsByIdentity: boolean;
}

export const plainDialect: Dialect = { warning: 'warning: ', signsByIdentity: false };

/** Where a job leaves an output for those that need it: a file, below the project folder. */
export const outputFile = (job: string, output: string): string => `outputs/${job}/${output}`;

type Runner<Kind extends Step['kind']> = (step: StepOf<Kind>, dialect: Dialect) => readonly Commands[];

/** One row a kind of step: what is no matter of commands has none, and each product has its own way to do it. */
const runners: { [Kind in Step['kind']]: Runner<Kind> } = {
  checkout: () => [],
  toolchain: () => [],
  'review-dependencies': () => [],
  'attest-image': () => [],
  tools: ({ tools }) => tools.map(toolCommands),
  run: ({ name, commands, folder, variables = {} }) => [
    { name, commands, variables, ...(folder === undefined ? {} : { folder }) },
  ],
  'scan-sources': ({ scanner }) => [
    {
      name: 'scan the sources',
      commands: [
        `# ${deployerReason}`,
        `trivy fs --scanners "$SCANNER" --skip-files '${deployer}' --severity CRITICAL,HIGH --exit-code 1 .`,
      ],
      variables: { SCANNER: scanner },
    },
  ],
  'registry-login': ({ registry, user, password }) => [
    {
      name: 'log in to the registry',
      commands: [
        `printf '%s' "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USERNAME" --password-stdin "$REGISTRY"`,
      ],
      variables: {
        REGISTRY: registry ?? 'docker.io',
        REGISTRY_USERNAME: secretOr(user, 'REGISTRY_USERNAME'),
        REGISTRY_PASSWORD: secretOr(password, 'REGISTRY_PASSWORD'),
      },
    },
  ],
  'build-image': step => [buildImage(step)],
  'scan-image': ({ image }) => [
    {
      name: 'scan the image',
      commands: ['trivy image --severity CRITICAL,HIGH --ignore-unfixed --exit-code 1 "$IMAGE"'],
      variables: { IMAGE: image },
    },
  ],
  'sign-image': ({ image }, { signsByIdentity }) => [
    signsByIdentity
      ? { name: 'sign the image', commands: ['cosign sign --yes "$IMAGE"'], variables: { IMAGE: image } }
      : {
          name: 'sign the image',
          commands: ['cosign sign --yes --key env://COSIGN_PRIVATE_KEY "$IMAGE"'],
          variables: {
            IMAGE: image,
            COSIGN_PRIVATE_KEY: { secret: 'COSIGN_PRIVATE_KEY' },
            COSIGN_PASSWORD: { secret: 'COSIGN_PASSWORD' },
          },
        },
  ],
  'cluster-access': ({ configuration }) => [
    {
      name: 'cluster access',
      commands: [
        'umask 077',
        'mkdir -p "$(dirname "$KUBECONFIG")"',
        'printf \'%s\' "$KUBE_CONFIG" > "$KUBECONFIG"',
      ],
      variables: { KUBE_CONFIG: configuration, KUBECONFIG: kubeconfig },
    },
  ],
  script: (step, dialect) => [script(step, dialect)],
  notify: ({ done, failed }) => [
    {
      name: 'tell how it ended',
      commands: notify,
      variables: {
        STATUS: { fact: 'status' },
        DONE: message(done),
        FAILED: message(failed),
        NOTIFY_WEBHOOK: { secret: 'NOTIFY_WEBHOOK', optional: true },
      },
    },
  ],
};

/** The one manifest whose exceptions only a comment says. */
export const deployer = '**/deployer.yaml';
export const deployerReason =
  'Trivy reads no comments of manifests: the file of the deployer says itself why its role may do what it may.';

/** The commands of a step; none for one that only a product itself can do. */
export function commandsOf(step: Step, dialect: Dialect = plainDialect): readonly Commands[] {
  return (runners[step.kind] as Runner<Step['kind']>)(step, dialect);
}

/** A product's own token opens the registry of that product alone. */
const secretOr = (value: Value, secret: string): Value =>
  typeof value === 'object' && 'fact' in value ? { secret } : value;

const kubeconfig: Value = { temporary: 'kubeconfig' };

function buildImage(step: StepOf<'build-image'>): Commands {
  const { options, variables } = imageBuild(step, '$COMMIT');
  const build = ['--push --sbom=true --provenance=mode=max --metadata-file "$METADATA"', ...options];
  return {
    name: 'build and push with SBOM and provenance',
    commands: [
      // The builder of the engine itself attaches neither SBOM nor provenance; another needs a context to reach a
      // remote engine over TLS.
      'builder=build-$$',
      'trap \'docker buildx rm --force "$builder"; docker context rm --force "$builder"\' EXIT',
      'docker context create "$builder"',
      'docker buildx create --driver docker-container --name "$builder" --use "$builder"',
      'mkdir -p "$(dirname "$METADATA")" "$OUTPUTS"',
      `docker buildx build ${build.join(' ')}`,
      'digest=$(sed -n \'s/.*"containerimage\\.digest": *"\\(sha256:[0-9a-f]\\{64\\}\\)".*/\\1/p\' "$METADATA")',
      'test -n "$digest"',
      'echo "$REPOSITORY@$digest" > "$OUTPUTS/image"',
    ],
    variables: {
      COMMIT: { fact: 'commit' },
      ...variables,
      METADATA: { temporary: 'build.json' },
      OUTPUTS: { workspace: 'outputs/build' },
    },
  };
}

/** Options reach a script as variables of the same name; `env` would be mistaken for a shell's own. */
const variable = (option: string) => (option === 'env' ? 'ENVIRONMENT' : option.toUpperCase());

function script(step: StepOf<'script'>, { warning }: Dialect): Commands {
  const { name, folder, home, options } = step;
  const flags = Object.keys(options).map(option => `--${option} "$${variable(option)}"`);
  const alone = plain(folder) === '';
  const path = `${home === undefined ? usualScriptsFolder : '$SCRIPTS'}${alone ? '' : '/$FOLDER'}/${step.script}.sh`;
  return {
    name,
    commands: [
      'code=0',
      `bash ${path.includes('$') ? `"${path}"` : path} ${flags.join(' ')} || code=$?`,
      `if [ "$code" -eq 2 ]; then echo "${warning}${step.script}.sh: done with a warning, see above"; else exit "$code"; fi`,
    ],
    variables: {
      ...(home === undefined ? {} : { SCRIPTS: home }),
      ...(alone ? {} : { FOLDER: folder }),
      ...Object.fromEntries(Object.entries(options).map(([option, value]) => [variable(option), value])),
      KUBECONFIG: kubeconfig,
    },
  };
}

/** What Slack, Teams and Mattermost understand. */
const message = (said: Text): Text =>
  typeof said === 'string'
    ? JSON.stringify({ text: said })
    : said.map(shown => JSON.stringify({ text: shown }));

const notify = [
  'case "${NOTIFY_WEBHOOK:-}" in',
  '  https://*) ;;',
  '  *) echo "NOTIFY_WEBHOOK is no address: nobody is told"; exit 0 ;;',
  'esac',
  'case "$STATUS" in',
  '  [Ss]ucce* | SUCCE*) message=$DONE ;;',
  '  *) message=$FAILED ;;',
  'esac',
  'printf \'%s\' "$message" | curl --fail --silent --show-error --max-time 20 --retry 2 --header \'Content-Type: application/json\' --data @- --output /dev/null "$NOTIFY_WEBHOOK"',
];
