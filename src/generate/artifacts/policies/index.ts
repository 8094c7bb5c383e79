import rego from 'texts:./rego';
import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, ArtifactKind, Emitter } from '../shared/artifact.ts';
import { jsonLines } from '../shared/json.ts';
import { generatedLine, textFile } from '../shared/text.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { kyvernoPolicies } from './kyverno.ts';
import { policiesReadme } from './readme.ts';
import { requirementsOf } from './requirements.ts';
import { checkovConfig, gitleaksConfig, trivyConfig, trivyIgnore } from './scanners.ts';

/** What the documents require of manifests, images and plans, as rules that refuse what breaks them; one set a project. */
export const policies: Emitter = {
  id: 'policies',
  family: 'policies',
  emit: (project: Project) => {
    const view = trace(project);
    if (view.services.length === 0) return [];
    return [
      ...scanners(view),
      textFile(fact('README.md', 'markdown'), policiesReadme),
      textFile(fact('data.json', 'json'), jsonLines(requirementsOf(view))),
      ...kyvernoPolicies(view).map(([name, node]) =>
        yamlFile(fact(`kyverno/${name}.yaml`, 'kubernetes'), [node]),
      ),
      ...Object.entries(rego).map(([path, content]) =>
        textFile(fact(`rego/${path}`, 'rego'), [generatedLine, ...content.trimEnd().split('\n')]),
      ),
    ];
  },
};

const fact = (path: string, kind: ArtifactKind) => ({ family: 'policies', path, kind }) as const;

const scanners = (view: ReturnType<typeof trace>): readonly Artifact[] => [
  yamlFile(fact('.checkov.yaml', 'yaml'), [checkovConfig]),
  textFile(fact('.gitleaks.toml', 'text'), [generatedLine, ...gitleaksConfig]),
  { ...textFile(fact('.trivyignore', 'text'), [generatedLine, ...trivyIgnore(view)]), ownership: 'once' },
  yamlFile(fact('trivy.yaml', 'yaml'), [trivyConfig(view)]),
];
