import { actionlint } from './actionlint.ts';
import type { Adapter } from './adapter.ts';
import { ansibleLint } from './ansible-lint.ts';
import { schemas } from './check-jsonschema.ts';
import { checkov } from './checkov.ts';
import { dockerCompose } from './docker-compose.ts';
import { gitleaks } from './gitleaks.ts';
import { gofmt } from './gofmt.ts';
import { hadolint } from './hadolint.ts';
import { helm } from './helm.ts';
import { kubeScore } from './kube-score.ts';
import { kubeconform } from './kubeconform.ts';
import { kustomize } from './kustomize.ts';
import { opaCheck, opaTest } from './opa.ts';
import { node, python } from './parsers.ts';
import { shellcheck } from './shellcheck.ts';
import { shfmt } from './shfmt.ts';
import { tflint } from './tflint.ts';
import { trivy } from './trivy.ts';
import { yamllint } from './yamllint.ts';
import { zizmor } from './zizmor.ts';

/** Every tool that says something about generated files. */
export const adapters: readonly Adapter[] = [
  hadolint,
  trivy,
  checkov,
  kubeconform,
  kubeScore,
  helm,
  kustomize,
  tflint,
  yamllint,
  ansibleLint,
  actionlint,
  zizmor,
  ...schemas,
  dockerCompose,
  shellcheck,
  shfmt,
  node,
  python,
  gofmt,
  opaCheck,
  opaTest,
  gitleaks,
];
