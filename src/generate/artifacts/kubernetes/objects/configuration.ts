import { plain } from '../../../../model/traced.ts';
import { hash } from '../../shared/hash.ts';
import { declaredVariables } from '../../shared/variables.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { entries, metadata, names } from './facts.ts';
import type { PlacedService } from './placed.ts';

/**
 * A digest of the settings, as SHA-256 in hex of their JSON with sorted keys: what Helm's `toJson | sha256sum` gives for
 * the same values, so that a chart restarts pods when a plain manifest would.
 */
export function settingsDigest(service: PlacedService): Slot | undefined {
  const { settings } = declaredVariables(service, service);
  if (settings.length === 0) return undefined;
  const sorted = settings
    .map(({ name, value }) => [plain(name), plain(value)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Slot(['checksum', 'settings'], hash([goJson(Object.fromEntries(sorted))]));
}

/** JSON as Go's encoder writes it: it escapes what HTML would read, and two line separators. */
const goJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Defaults of what is not secret. */
export function configMap(service: PlacedService): YamlNode | undefined {
  const { settings } = declaredVariables(service, service);
  if (settings.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(service, names(service).settings),
    data: new Slot(['config'], entries(settings.map(({ name, value }) => [name, value]))),
  };
}
