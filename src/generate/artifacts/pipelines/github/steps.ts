import type { Step, Value } from '../../../../model/pipeline.ts';
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';
import { type YamlNode, type YamlObject, YamlText } from '../../shared/yaml.ts';
import { toolchain } from './toolchain.ts';
import { use } from './use.ts';
import { expression } from './value.ts';

type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** One printer a kind of step; the table is total, so a forgotten kind does not compile. */
const printers: { [Kind in Step['kind']]: (step: StepOf<Kind>) => YamlNode[] } = {
  checkout: () => [use('actions/checkout', { 'persist-credentials': false })],
  toolchain: ({ language, version }) => toolchain(language, version),
  run: step => [runStep(step)],
  'scan-sources': () => [
    use(
      'aquasecurity/trivy-action',
      {
        'scan-type': 'fs',
        scanners: 'vuln,secret,misconfig',
        severity: 'CRITICAL,HIGH',
        'exit-code': '1',
        cache: 'false',
      },
      { name: 'scan for vulnerabilities, secrets and bad settings' },
    ),
  ],
  'review-dependencies': () => [use('actions/dependency-review-action', { 'fail-on-severity': 'high' })],
  'registry-login': ({ registry, user, password }) => [
    use('docker/login-action', {
      registry: registry === undefined ? undefined : literal(registry),
      username: expression(user),
      password: expression(password),
    }),
  ],
  'build-image': buildImage,
  'scan-image': ({ image }) => [
    use(
      'aquasecurity/trivy-action',
      {
        'image-ref': expression(image),
        severity: 'CRITICAL,HIGH',
        'ignore-unfixed': 'true',
        'exit-code': '1',
        cache: 'false',
      },
      { name: 'scan the image' },
    ),
  ],
  'attest-image': ({ repository, digest }) => [
    use('actions/attest-build-provenance', {
      'subject-name': literal(repository),
      'subject-digest': expression(digest),
      'push-to-registry': true,
    }),
  ],
  'sign-image': ({ image }) => [
    use('sigstore/cosign-installer', {}),
    run('sign the image', ['cosign sign --yes "$IMAGE"'], { IMAGE: image }),
  ],
  'require-reviewers': ({ environment }) => [
    run('refuse an approval that nobody has to give', requireReviewers, {
      GH_TOKEN: { fact: 'token' },
      ENVIRONMENT: environment,
    }),
  ],
  'cluster-access': ({ configuration }) => [
    use('Azure/setup-kubectl', { version: 'v1.37.1' }),
    run('cluster access', clusterAccess, { KUBE_CONFIG: configuration }),
  ],
  script: scriptStep,
};

export function githubSteps(step: Step): YamlNode[] {
  return (printers[step.kind] as (step: Step) => YamlNode[])(step);
}

function run(
  name: string,
  commands: readonly string[],
  variables: Readonly<Record<string, Value>> = {},
): YamlObject {
  const env = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, expression(value)]));
  const lines = commands.length > 1 ? `${commands.join('\n')}\n` : (commands[0] ?? '');
  return { name, env: Object.keys(env).length > 0 ? env : undefined, run: lines };
}

function runStep({ name, commands, folder, variables = {} }: StepOf<'run'>): YamlObject {
  const used = Object.entries(variables).filter(([key]) => commands.some(line => line.includes(`$${key}`)));
  const { name: shown, env, run: lines } = run(name, commands, Object.fromEntries(used));
  const elsewhere = folder !== undefined && plain(folder) !== '.';
  return { name: shown, 'working-directory': elsewhere ? literal(folder) : undefined, env, run: lines };
}

function buildImage(step: StepOf<'build-image'>): YamlNode[] {
  const { repository, context, dockerfile, target, platform } = step;
  return [
    use('docker/setup-buildx-action', { 'cache-binary': false }),
    use(
      'docker/build-push-action',
      {
        context: literal(context),
        file: literal(dockerfile),
        target: target && literal(target),
        'build-args': buildArguments(step.arguments),
        platforms: platform && literal(platform),
        push: true,
        provenance: 'mode=max',
        sbom: true,
        tags: text`${literal(repository)}:\${{ github.sha }}`,
      },
      { id: 'build', name: 'build and push with SBOM and provenance' },
    ),
    {
      id: 'image',
      ...run('the image by its digest', ['echo "image=$REPOSITORY@$DIGEST" >> "$GITHUB_OUTPUT"'], {
        REPOSITORY: repository,
        DIGEST: { output: 'digest' },
      }),
    },
  ];
}

/** One argument a line, as CSV reads it: in quotes where the value would end the field or the line. */
function buildArguments(given: StepOf<'build-image'>['arguments']): YamlNode | undefined {
  if (given.length === 0) return undefined;
  return new YamlText(given.map(({ name, value }) => literal(change(text`${name}=${value}`, csvField))));
}

const csvField = (value: string) => (/["\r\n#]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const requireReviewers = [
  'rules=$(gh api "repos/$GITHUB_REPOSITORY/environments/$ENVIRONMENT" --jq \'[.protection_rules[] | select(.type == "required_reviewers")] | length\')',
  'if [ "$rules" -eq 0 ]; then',
  '  echo "::error::environment $ENVIRONMENT has no required reviewers: add them in the settings of the repository"',
  '  exit 1',
  'fi',
];

const clusterAccess = [
  'umask 077',
  'printf \'%s\' "$KUBE_CONFIG" > "$RUNNER_TEMP/kubeconfig"',
  'echo "KUBECONFIG=$RUNNER_TEMP/kubeconfig" >> "$GITHUB_ENV"',
];

const variable = (option: string) => (option === 'env' ? 'ENVIRONMENT' : option.toUpperCase());

function scriptStep({
  id,
  name,
  script,
  folder,
  home,
  options,
  afterFailureOf,
}: StepOf<'script'>): YamlNode[] {
  const flags = Object.keys(options).map(option => `--${option} "$${variable(option)}"`);
  const values = Object.fromEntries(
    Object.entries(options).map(([option, value]) => [variable(option), value]),
  );
  const condition: Text | undefined =
    afterFailureOf && `\${{ failure() && steps.${afterFailureOf}.outcome == 'failure' }}`;
  const alone = plain(folder) === '';
  const path = `${home === undefined ? 'scripts' : '$SCRIPTS'}${alone ? '' : '/$FOLDER'}/${script}.sh`;
  const file = path.includes('$') ? `"${path}"` : path;
  const places = { ...(home === undefined ? {} : { SCRIPTS: home }), ...(alone ? {} : { FOLDER: folder }) };
  const lines = [
    'code=0',
    `bash ${file} ${flags.join(' ')} || code=$?`,
    `if [ "$code" -eq 2 ]; then echo "::warning::${script}.sh: done with a warning, see above"; else exit "$code"; fi`,
  ];
  return [{ id, if: condition, ...run(name, lines, { ...places, ...values }) }];
}
