import { change, plain, type Text } from '../../../model/traced.ts';
import type { ContainerView, ResourceView, ServiceView } from '../../../model/views.ts';
import { partsOf } from '../shared/placeholders.ts';
import type { Context, Part } from './context.ts';
import { type Filled, filled, filledFrom } from './filled.ts';
import { productNameOf } from './stores/index.ts';
import type { Store } from './stores/store.ts';

type VariableView = ContainerView['variables'][number];
type Output = 'host' | 'port' | 'user' | 'password' | 'database' | 'url';

/** What documents call the parts of an address. */
const outputs: ReadonlyMap<string, Output> = new Map(
  (
    [
      ['host', 'host hostname server address endpoint'],
      ['port', 'port'],
      ['user', 'user username'],
      ['password', 'password pass passwd'],
      ['database', 'database name db dbname vhost'],
      ['url', 'url uri dsn connection connection_string connectionstring servers brokers bootstrap_servers'],
    ] as const
  ).flatMap(([output, words]) => words.split(' ').map(word => [word, output] as const)),
);

function valueOf({ access, product }: Store, output: Output): Filled {
  if (output === 'url') return product.url(access);
  return filled`${output === 'port' ? String(product.port) : (access[output] ?? '')}`;
}

/** A text with placeholders as it is here; undefined where one of them is of nothing that runs here. */
export function filledIn(reference: Text, { stores }: Context): Filled | undefined {
  const parts = partsOf(plain(reference)).map((part): Text | undefined => {
    if (typeof part === 'string') return part;
    const store = stores.find(({ resource }) => resource.name.value === part.resource);
    const output = outputs.get(part.output.toLowerCase()) ?? (part.output === '' ? 'url' : undefined);
    return store && output && valueOf(store, output);
  });
  if (!parts.every(part => part !== undefined)) return undefined;
  return filledFrom([change(reference, () => ''), ...parts]);
}

/** Words that names of variables begin with, by product. */
const prefixes: Readonly<Record<string, string>> = {
  PostgreSQL: 'POSTGRES POSTGRESQL PG DB DATABASE',
  MySQL: 'MYSQL DB DATABASE',
  MariaDB: 'MARIADB MYSQL DB DATABASE',
  MongoDB: 'MONGO MONGODB DB DATABASE',
  Elasticsearch: 'ELASTICSEARCH ELASTIC ES',
  Redis: 'REDIS CACHE',
  Valkey: 'VALKEY REDIS CACHE',
  Memcached: 'MEMCACHED MEMCACHE CACHE',
  RabbitMQ: 'RABBITMQ RABBIT AMQP QUEUE BROKER',
  Kafka: 'KAFKA QUEUE BROKER',
  NATS: 'NATS QUEUE BROKER',
};

interface Meaning {
  readonly resource: ResourceView;
  readonly output: Output;
}

const address =
  /^([A-Z0-9_]{1,60}?)_?(HOSTNAME|HOST|PORT|USERNAME|USER|PASSWORD|PASS|DATABASE|DBNAME|DB|NAME|URL|URI|DSN|SERVERS|BROKERS|BOOTSTRAP_SERVERS)$/;

/** What `DATABASE_URL`, `REDIS_HOST` or `PGPORT` mean, where that is for us to find and one resource alone can be meant. */
function meaningOf(variable: VariableView, resources: readonly ResourceView[]): Meaning | undefined {
  if (!isOpen(variable)) return undefined;
  const [, prefix, suffix = ''] = address.exec(variable.name.value) ?? [];
  const output = outputs.get(suffix.toLowerCase());
  if (prefix === undefined || !output) return undefined;
  const found = resources.filter(resource => {
    // The name of a queue is none of a database.
    if (output === 'database' && resource.kind.value !== 'database') return false;
    const words = (prefixes[productNameOf(resource) ?? ''] ?? '').split(' ');
    return (
      words.some(word => prefix === word || prefix.endsWith(`_${word}`)) ||
      resource.name.value.toUpperCase().replaceAll(/\W+/g, '_') === prefix
    );
  });
  const [only, another] = found;
  return only && !another ? { resource: only, output } : undefined;
}

const isHere = (text: string) => /\b(?:localhost|127\.0\.0\.1)\b/.test(text);

/** Whether the value of a variable is for us to find: nobody says it, or it is this machine, which no container is. */
const isOpen = ({ default: value, reference }: VariableView) =>
  reference === undefined && (value === undefined || isHere(value.value));

/** The address, or the part of one, that the name of a variable asks for; undefined where it asks for none. */
export function conventional(part: Part, variable: VariableView, context: Context): Filled | undefined {
  const meaning = meaningOf(variable, context.resourcesOf(part.service));
  const store = context.stores.find(({ resource }) => resource === meaning?.resource);
  return store && meaning && filled`${change(variable.name, () => '')}${valueOf(store, meaning.output)}`;
}

/** Whether some variable asks for the password of a resource by itself. An address asks for none that there is not. */
export function asksPassword(
  resource: ResourceView,
  parts: readonly Part[],
  resourcesOf: (service: ServiceView) => readonly ResourceView[],
): boolean {
  return parts.some(({ container, service }) =>
    container.variables.some(variable => {
      const reference = variable.reference?.value ?? '';
      const isReferred = partsOf(reference).some(
        part =>
          typeof part !== 'string' &&
          part.resource === resource.name.value &&
          outputs.get(part.output.toLowerCase()) === 'password',
      );
      const meaning = meaningOf(variable, resourcesOf(service));
      return isReferred || (meaning?.resource === resource && meaning.output === 'password');
    }),
  );
}
