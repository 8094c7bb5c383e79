import type { ResourceView } from '../../../model/views.ts';

export interface Product {
  readonly name: string;
  readonly port: number;
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
  return ports
    .filter(([word]) => used.some(({ type }) => word.test(type.value)))
    .map(([, port, name]) => ({ name, port }));
}
