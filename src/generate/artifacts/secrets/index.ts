import { plain, type Text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { Artifact, ArtifactKind, Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { jsonLines } from '../shared/json.ts';
import { isEmpty, secretPlan } from '../shared/secrets/plan.ts';
import { backendOf, secretRequirement } from '../shared/secrets/store.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { awsPolicy, vaultReader, vaultWriter } from './access.ts';
import { storeObjects } from './external-secrets.ts';
import { isInCluster, placesOf, type SecretPlace } from './place.ts';
import { readme } from './readme.ts';
import { hasScript, secretScript } from './script.ts';
import { creationRules, templates } from './sops.ts';

/** Who may read which secret, how values come into the store and how long they stay; never a value. */
export const secrets: Emitter = serviceEmitter({
  id: 'secrets',
  family: 'secrets',
  emitOne: (service, project) => {
    const places = placesOf(service);
    const isSaid = secretRequirement(service) !== undefined || !isEmpty(secretPlan(service));
    if (!isSaid || places.length === 0) return [];
    const folder = folderOf(project, service.name.value);
    return filesOf(service, places).map(file => ({ ...file, path: `${folder}${file.path}` }));
  },
});

function filesOf(service: ServiceView, places: readonly SecretPlace[]): readonly Artifact[] {
  return [
    ...sopsFiles(places),
    textFile(fact('README.md', 'markdown'), readme(service, places)),
    ...places.flatMap(accessFiles),
    ...places.filter(isInCluster).flatMap(storeFile),
    ...(hasScript(service)
      ? [textFile({ ...fact('secrets.sh', 'shell'), executable: true }, secretScript(service, places))]
      : []),
  ];
}

const fact = (path: string, kind: ArtifactKind) => ({ family: 'secrets', path, kind }) as const;

function storeFile(place: SecretPlace): readonly Artifact[] {
  const objects = storeObjects(place);
  const path = `external-secrets/${plain(place.environment.name)}.yaml`;
  return objects.length === 0 ? [] : [yamlFile(fact(path, 'kubernetes'), objects)];
}

function accessFiles(place: SecretPlace): readonly Artifact[] {
  const name = plain(place.environment.name);
  const backend = backendOf(place.service).value;
  const policy = (path: string, lines: readonly Text[]) => textFile(fact(path, 'text'), lines);
  if (backend === 'aws') return [textFile(fact(`aws/${name}.json`, 'json'), jsonLines(awsPolicy(place)))];
  if (backend !== 'vault') return [];
  return [
    policy(`vault/${name}-read.hcl`, vaultReader(place)),
    policy(`vault/${name}-write.hcl`, vaultWriter(place)),
  ];
}

/** Recipients are the team's to add: the rules are written once. */
function sopsFiles(places: readonly SecretPlace[]): readonly Artifact[] {
  const named = places.flatMap(templates);
  if (named.length === 0) return [];
  return [
    { ...yamlFile(fact('.sops.yaml', 'yaml'), [creationRules(places)]), ownership: 'once' },
    ...named.map(([path, node]) => yamlFile(fact(path, 'yaml'), [node])),
  ];
}
