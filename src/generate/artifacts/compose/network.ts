import { text } from '../../../model/traced.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import type { Context, Part } from './context.ts';

/** Where a container is reached: by others under its key, and from this machine alone by its published ports. */
export function networkOf(part: Part, context: Context): YamlObject {
  const { joins, sidecar, service, ends } = part;
  if (joins) return { network_mode: text`service:${joins}` };
  const names = ['app', ...(context.stores.length > 0 ? ['data'] : [])];
  // A sidecar that holds the network of its service answers to the name of the service too.
  const holds = sidecar !== undefined && !ends;
  const published = sidecar && !holds ? [] : (context.published.get(service) ?? []);
  const named = (name: string): YamlNode => (name === 'app' ? { aliases: [service.name] } : {});
  return {
    ports: published.length > 0 ? published : undefined,
    networks: holds ? Object.fromEntries(names.map(name => [name, named(name)])) : names,
  };
}
