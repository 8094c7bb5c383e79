/** Relational databases. */
import { alarmsOfDatabase } from './components/alarms';
import { Database } from './components/database';
import { config } from './config';
import { clientsWho, keyArn, name, network, protect } from './foundation';

export const databases = new Map(
  [...config.databases].map(([key, database]) => [
    key,
    new Database(`${name}-${key}`, {
      ...database,
      network,
      keyArn,
      protect,
      clients: clientsWho(service => service.databases.includes(key)),
    }),
  ]),
);

//: addresses
/** What services are told of where they are. */
export const databaseAddresses = [...databases].flatMap(([key, { host, port, databaseName }]) => [
  { name: `${key}.host`, value: host },
  { name: `${key}.port`, value: port.apply(String) },
  { name: `${key}.database`, value: databaseName },
]);

//: end
export const databaseAlarms = [...databases].flatMap(([key, { identifier, storageGb }]) =>
  alarmsOfDatabase(key, identifier, storageGb),
);
