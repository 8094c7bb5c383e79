import { plain, type Text, type Traced } from '../../../model/traced.ts';
import { uniqueBy } from '../shared/unique.ts';
import { Noted, YamlEntries, type YamlNode } from '../shared/yaml.ts';
import type { Context } from './context.ts';
import { fillCommand } from './dotenv.ts';
import type { Ask } from './filled.ts';
import { frontOf, nginxEntry } from './front.ts';
import { measured, prometheusEntry, prometheusVolume } from './monitoring.ts';
import { volumeKeys } from './mounts.ts';
import { entryOf } from './service.ts';
import { storeEntry, storeVolume } from './stores/entry.ts';
import { missingStores } from './stores/missing.ts';

/** What a developer types, above the file. */
export function header(context: Context, asks: readonly Ask[]): Text[] {
  const needsValues = asks.some(({ fallback }) => fallback === undefined);
  const jobs = context.parts.filter(({ isAside, sidecar }) => isAside && !sidecar);
  return [
    '# The services on this machine, with what they use: docker compose up --build --wait',
    ...(needsValues ? [`# Once before: ${fillCommand}`] : []),
    ...jobs.slice(0, 1).map(({ key }) => key.map(name => `# A job: docker compose run --build --rm ${name}`)),
    ...(measured(context.services).length > 0
      ? ['# With Prometheus: docker compose --profile monitoring up --build --wait']
      : []),
    ...missingStores(context).map(line => line.map(text => `# ${text}`)),
  ];
}

/** The whole file, with its dollar signs as they are meant. */
export function composeFile(context: Context): YamlNode {
  const { parts, stores, services } = context;
  const front = frontOf(context);
  const entries: readonly (readonly [Text, YamlNode])[] = [
    ...parts.map(part => [part.key, entryOf(part, context)] as const),
    ...stores.map(store => [store.key, storeEntry(store)] as const),
    ...(front ? [[context.frontKey, new Noted(nginxEntry(context), { above: [front] })] as const] : []),
    ...(measured(services).length > 0 ? [[context.metricsKey, prometheusEntry()] as const] : []),
  ];
  return {
    name: projectName(context),
    services: new YamlEntries(entries),
    networks: {
      app: {},
      // Stores reach nothing outside, and nothing outside reaches them.
      data: stores.length > 0 ? { internal: true } : undefined,
    },
    volumes: volumesOf(context),
  };
}

/** Compose prefixes containers, volumes and networks with it. */
const projectName = ({ services: [first] }: Context): Text => first?.name ?? 'project';

function volumesOf(context: Context): YamlNode | undefined {
  const keys: readonly (Text | undefined)[] = [
    ...context.parts.flatMap(volumeKeys),
    ...context.stores.map(storeVolume),
    ...(measured(context.services).length > 0 ? [prometheusVolume] : []),
  ];
  const named = keys.filter((key): key is string | Traced<string> => key !== undefined);
  if (named.length === 0) return undefined;
  return new YamlEntries(uniqueBy(named, plain).map(key => [key, {}]));
}
