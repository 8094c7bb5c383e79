import { plain, type Text, type Traced } from '../../../model/traced.ts';
import { YamlEntries, type YamlNode } from '../shared/yaml.ts';
import type { Context, Part } from './context.ts';
import { questionOf } from './health.ts';

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

interface Wait {
  readonly key: Text;
  readonly condition: Condition | Traced<Condition>;
  readonly required?: Traced<boolean>;
}

/** What a container waits for: what its document names, and the stores that its service uses. */
export function dependenciesOf(part: Part, context: Context): YamlNode | undefined {
  const waits = new Map<string, Wait>();
  const add = (wait: Wait) => {
    const key = plain(wait.key);
    if (key !== part.key.value && !waits.has(key)) waits.set(key, wait);
  };
  const { dependencies } = part.sidecar ?? part.service;
  for (const { name, until, required } of dependencies) {
    const target = targetOf(name.value, part, context);
    if (!target) continue;
    const condition = 'product' in target ? 'service_healthy' : conditionFor(until, target);
    add({ key: target.key, condition, ...(required.value ? {} : { required }) });
  }
  if (!part.sidecar)
    for (const store of ownStores(part, context)) add({ key: store.key, condition: 'service_healthy' });
  if (waits.size === 0) return undefined;
  return new YamlEntries(
    [...waits.values()].map(({ key, condition, required }) => [key, { condition, required }]),
  );
}

const ownStores = ({ service }: Part, { stores, resourcesOf }: Context) => {
  const own = new Set(resourcesOf(service));
  return stores.filter(({ resource }) => own.has(resource));
};

/** A sidecar of the same service first, then another service, then what runs for a resource. */
function targetOf(name: string, { service }: Part, { parts, stores }: Context) {
  return (
    parts.find(other => other.service === service && other.sidecar?.name.value === name) ??
    parts.find(other => !other.sidecar && other.service.name.value === name) ??
    stores.find(({ resource }) => resource.name.value === name)
  );
}

/** Compose refuses to wait for the health of what is never asked, and for an end that does not come. */
function conditionFor(
  until: Traced<'started' | 'healthy' | 'complete'>,
  target: Part,
): Condition | Traced<Condition> {
  if (until.value === 'complete' && target.ends) return 'service_completed_successfully';
  if (!questionOf(target)) return 'service_started';
  return until.map(wish => (wish === 'started' ? 'service_started' : 'service_healthy'));
}
