/** An action of the marketplace at one commit, with the names of the inputs that this version knows, spaces between. */
interface Action {
  readonly version: string;
  readonly sha: string;
  readonly inputs: string;
}

// As published on 2026-08-21; sha is the commit of the version's tag.
const table = {
  'actions/checkout': {
    version: 'v7.0.1',
    sha: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    inputs:
      'repository ref token ssh-key ssh-known-hosts ssh-strict ssh-user persist-credentials path clean ' +
      'filter sparse-checkout sparse-checkout-cone-mode fetch-depth fetch-tags show-progress lfs ' +
      'submodules set-safe-directory github-server-url allow-unsafe-pr-checkout',
  },
  'actions/cache': {
    version: 'v5.0.5',
    sha: '27d5ce7f107fe9357f9df03efb73ab90386fccae',
    inputs:
      'path key restore-keys upload-chunk-size enableCrossOsArchive fail-on-cache-miss lookup-only save-always',
  },
  'actions/upload-artifact': {
    version: 'v7.0.0',
    sha: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
    inputs:
      'name path if-no-files-found retention-days compression-level overwrite include-hidden-files archive',
  },
  'actions/setup-node': {
    version: 'v7.0.0',
    sha: '820762786026740c76f36085b0efc47a31fe5020',
    inputs:
      'node-version node-version-file architecture check-latest registry-url scope token cache ' +
      'package-manager-cache cache-dependency-path mirror mirror-token',
  },
  'actions/setup-python': {
    version: 'v7.0.0',
    sha: '5fda3b95a4ea91299a34e894583c3862153e4b97',
    inputs:
      'python-version python-version-file cache architecture check-latest token cache-dependency-path ' +
      'update-environment allow-prereleases freethreaded pip-version',
  },
  'actions/setup-go': {
    version: 'v7.0.0',
    sha: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
    inputs:
      'go-version go-version-file check-latest token cache cache-dependency-path architecture go- ' +
      'download-base-url',
  },
  'actions/setup-java': {
    version: 'v5.7.0',
    sha: 'b6effb05e454b25005698d916606bdc6ffcbf961',
    inputs:
      'java-version java-version-file distribution java-package architecture jdk-file jdkFile check- ' +
      'latest set-default verify-signature verify-signature-public-key server-id server-username ' +
      'server-password settings-path overwrite-settings gpg-private-key gpg-passphrase cache cache- ' +
      'dependency-path job-status token mvn-toolchain-id mvn-toolchain-vendor show-download-progress',
  },
  'ruby/setup-ruby': {
    version: 'v1.315.0',
    sha: '0dafeac902942906541bc140009cdbf32665b601',
    inputs:
      'ruby-version rubygems bundler bundler-cache working-directory cache-version self-hosted ' +
      'windows-toolchain token',
  },
  'shivammathur/setup-php': {
    version: '2.37.2',
    sha: 'f3e473d116dcccaddc5834248c87452386958240',
    inputs: 'php-version php-version-file extensions ini-file ini-values coverage tools github-token',
  },
  'actions/setup-dotnet': {
    version: 'v6.0.0',
    sha: 'a98b56852c35b8e3190ac28c8c2271da59106c68',
    inputs:
      'dotnet-version dotnet-quality dotnet-channel global-json-file source-url owner config-file ' +
      'cache cache-dependency-path workloads architecture',
  },
  'aquasecurity/trivy-action': {
    version: 'v0.36.0',
    sha: 'ed142fd0673e97e23eac54620cfb913e5ce36c25',
    inputs:
      'scan-type image-ref input scan-ref exit-code ignore-unfixed vuln-type severity format template ' +
      'output skip-dirs skip-files cache-dir timeout ignore-policy hide-progress list-all-pkgs ' +
      'scanners trivyignores github-pat trivy-config tf-vars limit-severities-for-sarif docker-host ' +
      'version cache skip-setup-trivy token-setup-trivy',
  },
  'actions/dependency-review-action': {
    version: 'v4.9.0',
    sha: '2031cfc080254a8a887f58cffee85186f0e49e48',
    inputs:
      'repo-token fail-on-severity fail-on-scopes base-ref head-ref config-file allow-licenses deny- ' +
      'licenses allow-dependencies-licenses allow-ghsas external-repo-token license-check ' +
      'vulnerability-check comment-summary-in-pr deny-packages deny-groups retry-on-snapshot-warnings ' +
      'retry-on-snapshot-warnings-timeout warn-only show-openssf-scorecard warn-on-openssf-scorecard- ' +
      'level show-patched-versions',
  },
  'docker/setup-buildx-action': {
    version: 'v4.3.0',
    sha: '37fe631027851001ddb9b187196cc803df7f5f0e',
    inputs:
      'version driver driver-opts buildkitd-flags buildkitd-config buildkitd-config-inline use name ' +
      'endpoint platforms append keep-state cache-binary cleanup',
  },
  'docker/login-action': {
    version: 'v4.1.0',
    sha: '4907a6ddec9925e35a0a9e82d7399ccc52663121',
    inputs: 'registry username password ecr scope logout registry-auth',
  },
  'docker/build-push-action': {
    version: 'v7.3.0',
    sha: '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
    inputs:
      'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call ' +
      'cgroup-parent context file labels load network no-cache no-cache-filters outputs platforms ' +
      'provenance pull push sbom secrets secret-envs secret-files shm-size ssh tags target ulimit ' +
      'github-token',
  },
  'actions/attest-build-provenance': {
    version: 'v4.1.0',
    sha: 'a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32',
    inputs:
      'subject-path subject-digest subject-name subject-checksums predicate-type predicate predicate- ' +
      'path push-to-registry create-storage-record show-summary github-token',
  },
  'sigstore/cosign-installer': {
    version: 'v4.1.2',
    sha: '6f9f17788090df1f26f669e9d70d6ae9567deba6',
    inputs: 'cosign-release install-dir use-sudo',
  },
  'Azure/setup-kubectl': {
    version: 'v5.1.0',
    sha: '829323503d1be3d00ca8346e5391ca0b07a9ab0d',
    inputs: 'version',
  },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof table;
export const actions: Readonly<Record<ActionName, Action>> = table;
