import { label } from '../../../../model/names.ts';
import { seriesTag } from '../../../../model/official-images.ts';
import { productIn } from '../../../../model/products.ts';
import { combine, type Text, type Traced, text } from '../../../../model/traced.ts';
import type { ResourceView } from '../../../../model/views.ts';
import { freeName } from '../../shared/unique.ts';
import { ask, variableOf } from '../filled.ts';
import { elasticsearch, mariadb, mongodb, mysql, postgresql } from './databases.ts';
import { kafka, memcached, nats, rabbitmq, redis, valkey } from './messaging.ts';
import type { Product, Store } from './store.ts';

/** By the names that the model gives products. */
const products: ReadonlyMap<string, Product> = new Map([
  ['PostgreSQL', postgresql],
  ['MySQL', mysql],
  ['MariaDB', mariadb],
  ['MongoDB', mongodb],
  ['Elasticsearch', elasticsearch],
  ['Redis', redis],
  ['Valkey', valkey],
  ['Memcached', memcached],
  ['RabbitMQ', rabbitmq],
  ['Kafka', kafka],
  ['NATS', nats],
]);

/** What a developer's machine runs for a resource whose type is a protocol or a kind, and no product. */
const usual: readonly (readonly [RegExp, string])[] = [
  [/^amqp\b/i, 'RabbitMQ'],
  [/^elasticache$/i, 'Redis'],
];

/** Resources that are data to a service: the others run nowhere here. */
export const isStore = ({ kind }: ResourceView): boolean =>
  ['database', 'cache', 'queue', 'storage', 'other'].includes(kind.value);

/** The product that a type names, as the products of the model are called. */
export function productNameOf({ type }: ResourceView): string | undefined {
  return productIn(type.value)?.name ?? usual.find(([word]) => word.test(type.value))?.[1];
}

/**
 * The stores that run beside the services. `taken` are the keys that are in use; `asked` says whether some variable
 * asks for the password of a resource.
 */
export function storesOf(
  resources: readonly ResourceView[],
  taken: Set<string>,
  asked: (resource: ResourceView) => boolean,
): readonly Store[] {
  return resources.filter(isStore).flatMap(resource => {
    const name = productNameOf(resource);
    const product = products.get(name ?? '');
    if (!product || name === undefined) return [];
    const productName = resource.type.map(() => name);
    const key = resource.name.map(name => freeName(label(name) ?? resource.kind.value, taken));
    return [
      { key, resource, product, productName, access: accessOf(resource, key, product, productName, asked) },
    ];
  });
}

function accessOf(
  resource: ResourceView,
  key: Traced<string>,
  { password, named, database = 'app' }: Product,
  productName: Traced<string>,
  asked: (resource: ResourceView) => boolean,
): Store['access'] {
  const wanted = password === 'always' || (password === 'asked' && asked(resource));
  const about = text`the password of ${productName} in the container "${key}": letters and digits, any will do`;
  return {
    host: key,
    user: said(resource, named?.user ?? []) ?? 'app',
    database: said(resource, named?.database ?? []) ?? database,
    password: wanted ? ask({ key: variableOf(key, 'PASSWORD'), about }, key.fields) : undefined,
  };
}

/** What a document says the user or the database is called, where that can stand in an address. */
function said({ params }: ResourceView, names: readonly string[]): Traced<string> | undefined {
  const found = params.find(({ name }) => names.includes(name.value));
  return found && /^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(found.value.value) && found.value.value !== 'root'
    ? found.value
    : undefined;
}

/** "repository:tag" of the newest patch of the version that the documents ask for. */
export function storeImage({ resource, product }: Store): Text {
  const { repository, tag } = product;
  if (tag !== undefined) return `${repository}:${tag}`;
  const version = versionOf(resource);
  const named = version && /^\d+(?:\.\d+){0,2}$/.test(version.value) ? version : undefined;
  const image = () => `${repository}:${seriesTag(repository, named?.value) ?? ''}`;
  return named ? combine([named], image) : image();
}

function versionOf(resource: ResourceView): Traced<string> | undefined {
  const own = 'version' in resource ? resource.version : undefined;
  return own ?? resource.params.find(({ name }) => name.value === 'version')?.value;
}
