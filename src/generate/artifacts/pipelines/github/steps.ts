import { commandsOf, type Dialect, deployer, deployerReason } from '../../../../model/pipeline/commands.ts';
import { toolVersions } from '../../../../model/pipeline/fetch-tools.ts';
import type { Step, StepOf, Variables } from '../../../../model/pipeline.ts';
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';
import { Noted, type YamlNode, type YamlObject, YamlText } from '../../shared/yaml.ts';
import { toolchain } from './toolchain.ts';
import { use } from './use.ts';
import { expression } from './value.ts';

/** One printer a kind of step; the table is total, so a forgotten kind does not compile. */
const printers: { [Kind in Step['kind']]: (step: StepOf<Kind>) => YamlNode[] } = {
  checkout: () => [use('actions/checkout', { 'persist-credentials': false })],
  toolchain: ({ language, version }) => toolchain(language, version),
  // The action for Trivy brings it; nothing else is needed without an action of its own.
  tools: ({ tools }) =>
    tools.flatMap(tool => {
      if (tool === 'cosign') return [use('sigstore/cosign-installer', {})];
      return tool === 'kubectl' ? [use('Azure/setup-kubectl', { version: `v${toolVersions.kubectl}` })] : [];
    }),
  run: step => runs(step),
  'scan-sources': ({ scanner }) => [
    use(
      'aquasecurity/trivy-action',
      {
        'scan-type': 'fs',
        scanners: expression(scanner),
        'skip-files': new Noted(deployer, { above: [deployerReason] }),
        severity: 'CRITICAL,HIGH',
        'exit-code': '1',
        cache: 'false',
      },
      { name: 'scan the sources' },
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
  'sign-image': step => runs(step),
  'cluster-access': step => runs(step),
  script: scriptStep,
  notify: step => runs(step, { if: '${{ always() }}' }),
};

/** The steps of a job's step: those that GitHub has an action for use it, the others run the neutral commands. */
export function githubSteps(step: Step): YamlNode[] {
  return (printers[step.kind] as (step: Step) => YamlNode[])(step);
}

export const githubDialect: Dialect = { warning: '::warning::', signsByIdentity: true };

const runs = (step: Step, more: YamlObject = {}): YamlNode[] =>
  commandsOf(step, githubDialect).map(({ name, commands, folder, variables }) => ({
    ...more,
    ...run(name, commands, variables, folder),
  }));

/** `more` stands before it: an id, a condition. */
export function run(
  name: string,
  commands: readonly string[],
  variables: Variables = {},
  folder: Text = '.',
): YamlObject {
  const env = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, expression(value)]));
  return {
    name,
    'working-directory': plain(folder) === '.' ? undefined : literal(folder),
    env: Object.keys(env).length > 0 ? env : undefined,
    run: commands.length > 1 ? `${commands.join('\n')}\n` : (commands[0] ?? ''),
  };
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

function scriptStep(step: StepOf<'script'>): YamlNode[] {
  const { id, afterFailureOf } = step;
  const condition: Text | undefined =
    afterFailureOf && `\${{ failure() && steps.${afterFailureOf}.outcome == 'failure' }}`;
  return runs(step, { id, if: condition });
}
