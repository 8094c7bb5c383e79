import { combine, type Traced } from '../../../../model/traced.ts';
import type { ResourceView } from '../../../../model/views.ts';

/** Both from the types that name the product. */
export interface Product {
  readonly name: Traced<string>;
  readonly port: Traced<number>;
}

/** Ports of products, by a word in the document's type. */
const ports: readonly (readonly [RegExp, number, string])[] = [
  [/postgres|aurora/i, 5432, 'PostgreSQL'],
  [/mysql|mariadb/i, 3306, 'MySQL'],
  [/mongo|documentdb/i, 27017, 'MongoDB'],
  [/redis|valkey|elasticache/i, 6379, 'Redis'],
  [/memcached/i, 11211, 'Memcached'],
  [/rabbit|amqp/i, 5671, 'AMQP'],
  [/kafka|msk/i, 9094, 'Kafka'],
  [/sqs|sns|s3|pub\/?sub|storage|blob|dynamo|service bus/i, 443, 'cloud services'],
];

/** The products among the resources, each once. */
export function productsOf(resources: readonly ResourceView[]): readonly Product[] {
  const used = resources.filter(({ kind }) => kind.value !== 'network' && kind.value !== 'compute');
  return ports.flatMap(([word, port, name]) => {
    const types = used.map(({ type }) => type).filter(({ value }) => word.test(value));
    if (types.length === 0) return [];
    return [{ name: combine(types, () => name), port: combine(types, () => port) }];
  });
}
