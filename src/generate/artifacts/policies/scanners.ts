/** The thresholds of the documents in the words of each scanner. */
import type { Project } from '../../../model/service.ts';
import { change, type Text, type TracedView } from '../../../model/traced.ts';
import { Noted, type YamlNode } from '../shared/yaml.ts';
import { severitiesOf } from './requirements.ts';

/** https://trivy.dev/latest/docs/references/configuration/config-file/ */
export const trivyConfig = (project: TracedView<Project>): YamlNode => ({
  'exit-code': 1,
  severity: severitiesOf(project),
  ignorefile: 'policies/.trivyignore',
  scan: {
    scanners: ['vuln', 'secret', 'misconfig'],
    'skip-files': new Noted(['**/deployer.yaml'], {
      above: ['Trivy reads no comment in a manifest: that one says itself why its role may do what it may.'],
    }),
  },
  vulnerability: {
    'ignore-unfixed': new Noted(false, {
      above: ['What nobody has mended yet counts: the document names no exception.'],
    }),
  },
});

/** https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html */
export const checkovConfig: YamlNode = {
  compact: true,
  'download-external-modules': false,
  framework: ['dockerfile', 'kubernetes', 'helm', 'kustomize', 'terraform', 'github_actions'],
  quiet: true,
  'soft-fail': new Noted(false, {
    above: ['Without an account checkov knows no severities: every finding that no line suppresses fails.'],
  }),
};

/** https://trivy.dev/latest/docs/configuration/filtering/#trivyignore: one identifier a line; the team adds them. */
export const trivyIgnore = (project: TracedView<Project>): readonly Text[] => [
  '# Vulnerabilities that the team has looked at, one a line, with the reason above and an end: CVE-2026-1234 exp:2026-12-31',
  ...severitiesOf(project).map(severity => change(severity, name => `# Forbidden by the documents: ${name}`)),
];

/** https://github.com/gitleaks/gitleaks#configuration */
export const gitleaksConfig: readonly string[] = [
  '[extend]',
  'useDefault = true',
  '',
  '[[allowlists]]',
  'description = "Files that SOPS has encrypted: what looks like a key there opens nothing."',
  "paths = ['''(^|/)sops/[^/]+\\.enc\\.yaml$''']",
];
