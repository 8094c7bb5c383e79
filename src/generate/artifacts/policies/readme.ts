/** How each set of rules is run; nothing of a document stands here. */
export const policiesReadme: readonly string[] = [
  '# Policies',
  '',
  'Rules that refuse what the documents forbid. What they require in numbers and names stands in `data.json`.',
  '',
  '| Rules | For | Run from the folder that holds `policies/` |',
  '|---|---|---|',
  '| `rego/kubernetes` | manifests | `conftest test --policy policies/rego --data policies/data.json --namespace kubernetes k8s` |',
  '| `rego/dockerfile` | images | `conftest test --policy policies/rego --data policies/data.json --namespace dockerfile --parser dockerfile Dockerfile` |',
  '| `rego/terraform` | plans | `terraform show -json PLAN > plan.json`, `conftest test --policy policies/rego --data policies/data.json --namespace terraform plan.json` |',
  '| `rego/vulnerabilities` | reports of Trivy | `trivy image --format json IMAGE > report.json`, `conftest test --policy policies/rego --data policies/data.json --namespace vulnerabilities report.json` |',
  '| `kyverno` | whatever a cluster is told | `kubectl apply --filename policies/kyverno` |',
  '| `trivy.yaml` | sources and images | `trivy --config policies/trivy.yaml fs .` |',
  '| `.checkov.yaml` | manifests and infrastructure | `checkov --config-file policies/.checkov.yaml --directory .` |',
  '| `.gitleaks.toml` | every file | `gitleaks dir --config policies/.gitleaks.toml .` |',
  '',
  'The rules themselves are tried by `opa test policies/rego`: each with what passes and with what is refused.',
];
