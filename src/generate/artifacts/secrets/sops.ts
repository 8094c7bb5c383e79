/** https://getsops.io/docs/#using-sops-yaml-conf-to-select-kms-pgp-and-age-for-new-files */
import { plain, type Text, type Traced, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { secretPlan } from '../shared/secrets/plan.ts';
import { backendOf, secretObject, secretRequirement } from '../shared/secrets/store.ts';
import { uniqueBy } from '../shared/unique.ts';
import { Noted, YamlEntries, type YamlNode, type YamlObject } from '../shared/yaml.ts';
import type { SecretPlace, StoredSecret } from './place.ts';

/** A rule for each environment, so that its files are closed to whoever reads those of another one. */
export const creationRules = (places: readonly SecretPlace[]): YamlNode => ({
  creation_rules: places.map(({ service, environment }) => {
    const keys = recipients(service);
    const rule: YamlObject = {
      path_regex: environment.name.map(
        name => `^sops/${name.replaceAll(/[.+]/g, '[$&]')}(-[a-z0-9-]+)?[.]enc[.]yaml$`,
      ),
      encrypted_regex: backendOf(service).value === 'sops' ? '^(data|stringData)$' : undefined,
      ...keys,
    };
    return keys.age || keys.kms ? rule : new Noted(rule, { above: nobody });
  }),
});

const nobody = [
  'No document names recipients (`Recipients: age1...`, or the ARN of a key): add `age:` here, or set SOPS_AGE_RECIPIENTS.',
];

/** Public keys among the facts of the requirement. */
function recipients(service: ServiceView): { readonly age?: YamlNode; readonly kms?: YamlNode } {
  const found = (form: RegExp) => {
    const facts = secretRequirement(service)?.verification ?? [];
    const keys = facts.flatMap(said => matching(said, form));
    return keys.length === 0 ? undefined : keys;
  };
  const [age, kms] = [found(/age1[0-9a-z]{58}(?![0-9a-z])/), found(/arn:aws:kms:[\w:/-]{1,200}/)];
  return { ...(age && { age: joined(age) }), ...(kms && { kms: joined(kms) }) };
}

const matching = (said: Traced<string>, form: RegExp): readonly Traced<string>[] => {
  const match = form.exec(said.value)?.[0];
  return match === undefined ? [] : [said.map(() => match)];
};

/** One string, with commas, as SOPS reads it. */
const joined = ([first, ...others]: readonly Text[]): Text =>
  others.reduce<Text>((all, one) => text`${all},${one}`, first ?? '');

/** The names of what an encrypted file holds, without values: the file of a service, and one for each resource. */
export function templates(place: SecretPlace): readonly (readonly [path: string, node: YamlNode])[] {
  const name = plain(place.environment.name);
  if (backendOf(place.service).value === 'sops') {
    const manifest = secretManifest(place);
    return manifest ? [[`sops/${name}.yaml`, manifest]] : [];
  }
  return place.secrets
    .filter(({ properties }) => properties.length > 0)
    .map(secret => [`sops/${name}${suffix(secret)}.yaml`, unfilled(secret.properties)]);
}

const suffix = ({ resource }: StoredSecret) => (resource === undefined ? '' : `-${resource}`);

const unfilled = (keys: readonly Text[]): YamlNode => new YamlEntries(keys.map(key => [key, '']));

/** Where nothing else makes it, the Secret that the pods read. */
function secretManifest({ service, namespace }: SecretPlace): YamlNode | undefined {
  const { values, texts } = secretPlan(service);
  const own = values.filter(({ resource }) => resource === undefined);
  const keys = uniqueBy([...own, ...texts], ({ key }) => plain(key)).map(({ key }) => key);
  if (keys.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretObject(service.name),
      namespace,
      labels: { 'app.kubernetes.io/name': service.name },
    },
    type: 'Opaque',
    stringData: unfilled(keys),
  };
}
