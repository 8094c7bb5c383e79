import { combine, plain, type Text, type Traced, text } from '../../../../model/traced.ts';
import { containersOf } from '../../../../model/views.ts';
import { placedFiles } from '../../shared/placed-files.ts';
import { goTemplate, keyOf, placeholdersOf } from '../../shared/placeholders.ts';
import { fact, requirement } from '../../shared/requirements.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { declaredVariables, secretKey } from './environment.ts';
import { entries, label, metadata, names } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** One value of the store: an entry of `data`. */
interface Fetched {
  readonly secretKey: Text;
  readonly remoteRef: { readonly key: Slot; readonly property: Text | undefined };
}

/** A text with placeholders, and the key that it is filled in for. */
type Template = readonly [Text, Traced<string>];

/**
 * Sensitive values come from the secret store named by the documents; none is ever in a file. What a resource gives is
 * looked up there below the name of the resource, and put into the texts that ask for it.
 */
export function externalSecret(service: PlacedService): YamlNode | undefined {
  const templates = templatesOf(service);
  const data = fetched(service, templates);
  if (data.length === 0 && templates.length === 0) return undefined;
  const store = requirement(service, /secret/i);
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(service, names(service).secrets),
    spec: {
      refreshInterval: new Slot(['secretStore', 'refreshInterval'], '1h'),
      secretStoreRef: {
        kind: 'ClusterSecretStore',
        name: new Slot(['secretStore', 'name'], label(store?.tool ?? 'secret-store')),
      },
      target: {
        name: names(service).secrets,
        creationPolicy: 'Owner',
        template:
          templates.length > 0
            ? {
                engineVersion: 'v2',
                mergePolicy: 'Merge',
                data: entries(templates.map(([key, value]) => [key, value.map(goTemplate)])),
              }
            : undefined,
      },
      data: data.map(({ secretKey: key, remoteRef }) => ({ secretKey: key, remoteRef: { ...remoteRef } })),
    },
  };
}

function templatesOf(service: PlacedService): readonly Template[] {
  const variables = containersOf(service).flatMap(container =>
    declaredVariables(service, container).secret.flatMap(variable =>
      variable.reference ? [[secretKey(service, container, variable), variable.reference] as const] : [],
    ),
  );
  const files = placedFiles(service).flatMap(({ origin, key, file: { content, expand } }) =>
    origin === 'template' && content ? [[key, combine([content, expand], () => content.value)] as const] : [],
  );
  return [...variables, ...files];
}

function fetched(service: PlacedService, templates: readonly Template[]): readonly Fetched[] {
  const key = storeKey(service);
  const own = new Slot(['secretStore', 'key'], key);
  const variables = containersOf(service).flatMap(container =>
    declaredVariables(service, container)
      .secret.filter(({ reference }) => reference === undefined)
      .map(variable => secretKey(service, container, variable)),
  );
  const files = placedFiles(service).flatMap(placed =>
    placed.file.secret
      ? [{ secretKey: placed.key, remoteRef: { key: own, property: placed.file.secret } }]
      : [],
  );
  const outputs = templates.flatMap(([, { value }]) => placeholdersOf(value));
  return uniqueBy(
    [
      ...variables.map(name => ({ secretKey: name, remoteRef: { key: own, property: name } })),
      ...files,
      ...outputs.map(placeholder => ({
        secretKey: keyOf(placeholder),
        remoteRef: {
          key: new Slot(
            ['secretStore', 'resourceKeys', placeholder.resource],
            text`${key}/${placeholder.resource}`,
          ),
          property: placeholder.output === '' ? undefined : placeholder.output,
        },
      })),
    ],
    entry => plain(entry.secretKey),
  );
}

/** Environments may share a store, and never a secret: only production has the bare key. */
function storeKey(service: PlacedService): Text {
  const store = requirement(service, /secret/i);
  const { isProduction, environment } = service.placement;
  const key = fact(store?.verification, 'path') ?? service.name;
  return isProduction || !environment ? key : text`${key}-${environment.name}`;
}
