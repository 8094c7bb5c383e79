/** Where stores are, as services are told it: `database.host`. */
import { change, plain, type Text } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { logicalId, pascalCase } from './logical-ids.ts';
import { entriesOf, output } from './nodes.ts';
import { type StoreKind, storeId } from './stores.ts';

interface Word {
  /** Those that have it, the first that knows the name. */
  readonly kinds: readonly StoreKind[];
  /** Of their templates. */
  readonly output: string;
}

const words: Readonly<Record<string, Word>> = {
  host: { kinds: ['databases', 'caches'], output: 'Host' },
  port: { kinds: ['databases', 'caches'], output: 'Port' },
  database: { kinds: ['databases'], output: 'DatabaseName' },
  table: { kinds: ['tables'], output: 'Name' },
  url: { kinds: ['queues'], output: 'Url' },
  name: { kinds: ['queues'], output: 'Name' },
  bucket: { kinds: ['buckets'], output: 'Bucket' },
};

/** `database.host` is AddressDatabaseHost: what the template of a service calls the parameter. */
export const addressParameter = (address: Text): Text =>
  change(address, said => {
    const { store, word } = partsOf(said);
    return `${plain(logicalId('Address', store))}${pascalCase(word)}`;
  });

/** @throws Error for a word that no store has */
export function addressOf(address: Text, values: HclObject): YamlNode {
  const { store, word } = partsOf(plain(address));
  const known = words[word];
  const kind = known?.kinds.find(one => entriesOf(values[one]).some(([name]) => plain(name) === store));
  if (!known || !kind) throw new Error(`nothing is called ${plain(address)}`);
  const { output: name } = known;
  return output(
    change(address, () => plain(storeId(kind, store))),
    name,
  );
}

function partsOf(said: string) {
  const dot = said.lastIndexOf('.');
  return { store: said.slice(0, dot), word: said.slice(dot + 1) };
}
